import type { ApiDefinition, Authorizer, RequestValidator } from '../rest-api.ts'

/** What every part of an export is handed. */
export interface ExportContext {
  readonly api: ApiDefinition
  readonly type: 'swagger' | 'oas30'
  /** Whether the parts of an extension are written; `apigateway` stands for all of them. */
  readonly writes: (extension: 'integrations' | 'authorizers' | 'validators' | 'gatewayresponses' | 'apigateway') => boolean
  readonly authorizer: (id: string | undefined) => Authorizer | undefined
  readonly validator: (id: string | undefined) => RequestValidator | undefined
  /** Notes that a model is referred to, and gives the reference. */
  readonly reference: (model: string) => { readonly $ref: string }
}
