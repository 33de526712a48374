import type { DomainName } from './definition/account.ts'
import type { RestApi } from './definition/rest-api.ts'
import { type HttpRequest, headerOf } from './http.ts'
import { isEmpty, own } from './json.ts'
import { functionNameOf } from './lambda/function-name.ts'
import type { Lambda } from './lambda/lambda.ts'
import { rememberLast } from './remember-last.ts'
import type { ControlPlane } from './service/control-plane.ts'
import { type Place, placeOfArn, placeOfCredential } from './store/place.ts'
import type { PlacedStore, Places } from './store/places.ts'
import type { GatewayState } from './store/state.ts'

/** An account in a region with all that it has: APIs, keys and functions of its own. */
export interface Tenant extends Place {
  readonly controlPlane: ControlPlane
  readonly lambda: Lambda
  state(): GatewayState
}

/** An API and whose it is. */
export interface OwnedApi {
  readonly api: RestApi
  readonly tenant: Tenant
}

/** The tenants of a gateway. What has an id or a name of its own is found whosever it is, as on AWS. */
export interface Tenants {
  /** Whom a call of the control plane is signed for. */
  ofCaller(request: Pick<HttpRequest, 'headers'>): Tenant
  /** All that somebody used, the gateway's own first. */
  all(): readonly Tenant[]
  api(id: string): OwnedApi | undefined
  domainName(name: string): DomainName | undefined
  /**
   * Whose function an ARN means that an API of `caller` names: that of the account and region in it. Where those have no such function,
   * the caller's own: documents name the accounts that they are made for, and run here all the same.
   */
  ofFunction(arn: string, caller: Tenant): Tenant
}

/** Tenants over what is kept; each is made by `create` when it is asked for first. */
export function createTenants(places: Pick<Places, 'home' | 'at' | 'find' | 'all'>, create: (placed: PlacedStore) => Tenant): Tenants {
  const made = new Map<PlacedStore, Tenant>()
  // Ids are unique, so an API is looked for in all places once only.
  const ownerOf = new Map<string, Tenant>()
  const readPlace = rememberLast(placeOfArn)
  const tenantOf = (placed: PlacedStore): Tenant => {
    const known = made.get(placed)
    if (known !== undefined) return known
    const tenant = create(placed)
    made.set(placed, tenant)
    return tenant
  }
  return {
    ofCaller: ({ headers }) => tenantOf(places.at(placeOfCredential(headerOf(headers, 'authorization') ?? '', places.home.place))),
    all: () => places.all().map(tenantOf),
    api(id) {
      const known = ownerOf.get(id)
      const kept = known && own(known.state().restApis, id)
      if (known !== undefined && kept !== undefined) return { api: kept, tenant: known }
      for (const placed of places.all()) {
        const api = own(placed.store.read().restApis, id)
        if (api === undefined) continue
        const tenant = tenantOf(placed)
        ownerOf.set(id, tenant)
        return { api, tenant }
      }
      ownerOf.delete(id)
      return undefined
    },
    domainName(name) {
      for (const { store } of places.all()) {
        const { domainNames } = store.read()
        // Most have none, and this is asked at every request.
        if (isEmpty(domainNames)) continue
        const domain = own(domainNames, name)
        if (domain !== undefined) return domain
      }
      return undefined
    },
    ofFunction(arn, caller) {
      const place = readPlace(arn)
      const placed = place === undefined ? undefined : places.find(place)
      const functions = placed?.store.read().functions
      if (placed === undefined || functions === undefined || isEmpty(functions)) return caller
      return own(functions, functionNameOf(arn).name) === undefined ? caller : tenantOf(placed)
    },
  }
}
