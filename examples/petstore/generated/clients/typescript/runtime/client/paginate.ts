/** The items of the member `Items` of the answers that have one. */
export type ItemOf<Result, Items extends string> = Result extends { readonly body: { readonly [Name in Items]?: infer List } }
  ? NonNullable<List> extends readonly (infer Item)[]
    ? Item
    : never
  : never

/**
 * The items of all pages, one after another; a page is asked for when its first item is. `token` is the member of the input that
 * says where a page begins, `next` that of the answer that says where the next one does, `items` that of its items. Throws an
 * error whose `cause` is the answer when a page cannot be had.
 */
export async function* paginate<Item, Input extends object>(
  page: (input: Input) => Promise<{ readonly ok: boolean; readonly status: number; readonly body: unknown }>,
  input: Input,
  token: string,
  next: string,
  items: string,
): AsyncGenerator<Item, void, undefined> {
  for (let from: unknown; ; ) {
    const answer = await page(from ? { ...input, [token]: from } : input)
    if (!answer.ok) throw new Error(`A page was answered with ${answer.status}.`, { cause: answer })
    const body = answer.body as Readonly<Record<string, unknown>> | undefined
    yield* (body?.[items] ?? []) as Iterable<Item>
    const last = from
    from = body?.[next]
    // A token that does not move would never end.
    if (!from || from === last) return
  }
}
