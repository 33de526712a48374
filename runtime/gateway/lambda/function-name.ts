/** The function of an ARN, and the version or alias that it names; an ARN that is none is a name. */
export function functionNameOf(arn: string): { readonly name: string; readonly qualifier: string | undefined } {
  const [, name = arn, qualifier] = /:function:([^:]+)(?::(.+))?$/.exec(arn) ?? []
  return { name, qualifier }
}
