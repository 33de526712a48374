/** The secret of HTTP basic authentication; UTF-8, as RFC 7617 wants it. */
export function basic(user: string, password: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`)))
}
