import { asArray, asObject, isObject, type Json, own } from './json.ts'
import { join } from './pointer.ts'

/** Pointers to the OpenAPI documents that stand in a CloudFormation or SAM template. */
export function embeddedSpecs(template: Json): string[] {
  const resources = asObject(own(asObject(template), 'Resources'))
  const found: string[] = []
  for (const [name, resource] of Object.entries(resources)) {
    for (const member of ['Body', 'DefinitionBody']) {
      const body = own(asObject(own(asObject(resource), 'Properties')), member)
      if (isObject(body) && (Object.hasOwn(body, 'openapi') || Object.hasOwn(body, 'swagger'))) {
        found.push(join('/Resources', name, 'Properties', member))
      }
    }
  }
  return found
}

/** True where a spec is written as text, as `Body: !Sub |` has it; also of a template that has such a body. */
export function holdsSpecAsText(value: Json): boolean {
  if (isSpecText(value)) return true
  return Object.values(asObject(own(asObject(value), 'Resources'))).some((resource) => {
    const properties = asObject(own(asObject(resource), 'Properties'))
    return ['Body', 'DefinitionBody'].some((member) => isSpecText(own(properties, member)))
  })
}

/** A text, or one in which CloudFormation puts values, with a line or a member that says which OpenAPI it is. */
function isSpecText(value: Json | undefined): boolean {
  const written = isObject(value) ? own(value, 'Fn::Sub') : value
  const [text = written] = asArray(written)
  return typeof text === 'string' && /(?:^|[{\n])[ \t]*["']?(?:openapi|swagger)["']?[ \t]*:/.test(text)
}

/**
 * Where a CloudFormation or SAM template, or the body of an API in one, has its specs from: paths relative to it, or addresses such as
 * `s3://bucket/key`, with the variables of `Fn::Sub` as they are written.
 */
export function referredSpecs(value: Json): string[] {
  return [included(value), ...Object.values(asObject(own(asObject(value), 'Resources'))).flatMap(referring)].flatMap(addressOf)
}

/** What the properties of an API that name a file hold. */
function referring(resource: Json): (Json | undefined)[] {
  const properties = asObject(own(asObject(resource), 'Properties'))
  return [
    ...['DefinitionUri', 'BodyS3Location'].map((member) => own(properties, member)),
    ...['Body', 'DefinitionBody'].map((member) => included(own(properties, member))),
  ]
}

/** What `AWS::Include` puts in place of a value. */
function included(value: Json | undefined): Json | undefined {
  const transform = asObject(own(asObject(value), 'Fn::Transform'))
  return own(transform, 'Name') === 'AWS::Include' ? own(asObject(own(transform, 'Parameters')), 'Location') : undefined
}

function addressOf(place: Json | undefined): string[] {
  if (typeof place === 'string') return [place]
  const written = own(asObject(place), 'Fn::Sub')
  const [text = written] = asArray(written)
  // A variable alone says nothing of the place.
  if (typeof text === 'string') return /^\$\{[^}]*\}$/.test(text) ? [] : [text]
  const [bucket, key] = ['Bucket', 'Key'].map((member) => own(asObject(place), member))
  return typeof bucket === 'string' && typeof key === 'string' ? [`s3://${bucket}/${key}`] : []
}

/** The specs that a template has from elsewhere, as one would give them to apigen, who reads `template` from there; undefined for none. */
export function specsElsewhere(value: Json, template: string): string | undefined {
  const folder = template.slice(0, template.lastIndexOf('/') + 1)
  const places = referredSpecs(value).map((place) =>
    place.includes('://') ? `a copy of \`${place}\`` : `\`${folder}${place.replace(/^\.\//, '')}\``,
  )
  return places.length > 0 ? [...new Set(places)].join(' or ') : undefined
}
