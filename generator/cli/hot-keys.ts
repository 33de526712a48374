/** What a key does while `apigen dev` runs. */
export interface HotKey {
  readonly key: string
  /** For the help of `h`. */
  readonly summary: string
  act(): void
}

/** Hears keys of a terminal: each does its work, `h` and `?` list them, every other key does nothing. */
export function hotKeys(keys: readonly HotKey[], say: (text: string) => void): (key: string) => void {
  return (key) => {
    if (key === 'h' || key === '?') {
      say(keys.map((one) => `  ${one.key}  ${one.summary}`).join('\n'))
      return
    }
    keys.find((one) => one.key === key)?.act()
  }
}
