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

/** Where a CloudFormation or SAM template has its specs from: paths relative to it, or addresses such as `s3://bucket/key`. */
export function referredSpecs(template: Json): string[] {
  return Object.values(asObject(own(asObject(template), 'Resources'))).flatMap((resource) => {
    const properties = asObject(own(asObject(resource), 'Properties'))
    const included = ['Body', 'DefinitionBody'].map((member) => {
      const transform = asObject(own(asObject(own(properties, member)), 'Fn::Transform'))
      return own(transform, 'Name') === 'AWS::Include' ? own(asObject(own(transform, 'Parameters')), 'Location') : undefined
    })
    return [own(properties, 'DefinitionUri'), own(properties, 'BodyS3Location'), ...included].flatMap(addressOf)
  })
}

function addressOf(place: Json | undefined): string[] {
  if (typeof place === 'string') return [place]
  const [bucket, key] = ['Bucket', 'Key'].map((member) => own(asObject(place), member))
  return typeof bucket === 'string' && typeof key === 'string' ? [`s3://${bucket}/${key}`] : []
}
