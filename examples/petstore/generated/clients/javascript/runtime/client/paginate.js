/**
 * The items of all pages, one after another; a page is asked for when its first item is. `token` is the member of the input that
 * says where a page begins, `next` that of the answer that says where the next one does, `items` that of its items. Throws an
 * error whose `cause` is the answer when a page cannot be had.
 */
export async function* paginate(page, input, token, next, items) {
    for (let from;;) {
        const answer = await page(from ? { ...input, [token]: from } : input);
        if (!answer.ok)
            throw new Error(`A page was answered with ${answer.status}.`, { cause: answer });
        const body = answer.body;
        yield* (body?.[items] ?? []);
        const last = from;
        from = body?.[next];
        // A token that does not move would never end.
        if (!from || from === last)
            return;
    }
}
