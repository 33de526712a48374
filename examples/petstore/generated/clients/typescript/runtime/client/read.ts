/** JSON is parsed, anything else is text, nothing is `undefined`. */
export async function readText(response: Response): Promise<unknown> {
  const text = await response.text()
  // No media type is `null`, in which the pattern finds nothing.
  if (text) return /[/+]json\b/.test(response.headers.get('content-type') as string) ? JSON.parse(text) : text
  return undefined
}

/** A blob where the call succeeded, else JSON or text. */
export async function readBytes(response: Response): Promise<unknown> {
  return response.ok ? response.blob() : readText(response)
}

/** The body of an answer as its media type says: JSON, a form, text, else a blob. */
export async function readAny(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? ''
  if (/\/(x-www-form-urlencoded|form-data)\b/.test(type)) return response.formData()
  return /^$|^text\/|[/+](json|xml)\b/.test(type) ? readText(response) : response.blob()
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
