/** JSON is parsed, anything else is text, nothing is `undefined`. */
export async function readText(response: Response): Promise<unknown> {
  const text = await response.text()
  // No media type is `null`, in which the pattern finds nothing.
  return text && /[/+]json\b/.test(response.headers.get('content-type') as string) ? JSON.parse(text) : text || undefined
}

/** The body of an answer as its media type says: JSON, a form, text, else a blob. */
export async function readAny(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? ''
  if (/form-(data|url)/.test(type)) return response.formData()
  return /^$|^text\/|json|xml/.test(type) ? readText(response) : response.blob()
}

/** The body of an answer whose media type does not say that it is JSON: JSON where it can be read as such, else text. */
export async function readJson(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return text ? JSON.parse(text) : undefined
  } catch {
    return text
  }
}
