/** The items of the member `Items` of the answers that have one. */
export type ItemOf<Result, Items extends string> = Result extends { readonly body: { readonly [Name in Items]?: infer List } }
  ? NonNullable<List> extends readonly (infer Item)[]
    ? Item
    : never
  : never

/** The names of the members that page through a list. */
export interface Pages {
  /** Member of the input that says where a page begins. */
  readonly token: string
  /** Member of the answer that says where the next page begins. */
  readonly next: string
  /** Member of the answer that holds the items. */
  readonly items: string
}

/**
 * The items of all pages, one after another; a page is asked for when its first item is. Throws an error whose `cause` is the
 * answer when a page cannot be had.
 */
export async function* paginate<Item, Input extends object>(
  page: (input: Input) => Promise<{ readonly ok: boolean; readonly status: number; readonly body: unknown }>,
  input: Input,
  { token, next, items }: Pages,
): AsyncGenerator<Item, void, undefined> {
  for (let from: unknown; ; ) {
    const answer = await page(from === undefined ? input : { ...input, [token]: from })
    if (!answer.ok) throw new Error(`A page was answered with ${answer.status}.`, { cause: answer })
    const body = (answer.body ?? {}) as Readonly<Record<string, unknown>>
    yield* (body[items] ?? []) as Iterable<Item>
    // A token that does not move would never end.
    if (body[next] == null || body[next] === '' || body[next] === from) return
    from = body[next]
  }
}
