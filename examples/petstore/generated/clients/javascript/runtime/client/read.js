/** The body of an answer as its media type says: JSON, a form, text, else a blob. */
export async function readAny(response) {
    const type = response.headers.get('content-type') ?? '';
    if (/form-(data|url)/.test(type))
        return response.formData();
    if (!/^$|^text\/|json|xml/.test(type))
        return response.blob();
    const text = await response.text();
    return text ? (/[/+]json\b/.test(type) ? JSON.parse(text) : text) : undefined;
}
/** The body of an answer whose media type does not say that it is JSON: JSON where it can be read as such, else text. */
export async function readJson(response) {
    const text = await response.text();
    try {
        return text ? JSON.parse(text) : undefined;
    }
    catch {
        return text;
    }
}
