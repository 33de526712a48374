/** The items of the member `Items` of the answers that have one. */
export type ItemOf<Result, Items extends string> = Result extends { readonly body: { readonly [Name in Items]?: infer List } }
  ? NonNullable<List> extends readonly (infer Item)[]
    ? Item
    : never
  : never

/**
 * The items of all pages, one after another; a page is asked for when its first item is. `page` is given the token of a page, none
 * for the first; `next` is the member of an answer that says where the next page begins, `items` that of its items. Throws an error
 * whose `cause` is the answer when a page cannot be had.
 */
export async function* paginate<Item, Token>(
  page: (token?: Token) => Promise<{ readonly ok: boolean; readonly status: number; readonly body: unknown }>,
  next: string,
  items: string,
): AsyncGenerator<Item, void, undefined> {
  let token: Token | undefined
  let last: Token | undefined
  do {
    last = token
    const answer = (await page(token)) as { ok: boolean; status: number; body?: Readonly<Record<string, unknown>> }
    if (!answer.ok) throw new Error(`A page cannot be read: ${answer.status}.`, { cause: answer })
    yield* (answer.body?.[items] ?? []) as Iterable<Item>
    token = answer.body?.[next] as Token | undefined
    // A token that does not move would never end.
  } while (token && token !== last)
}
