/**
 * The items of all pages, one after another; a page is asked for when its first item is. Throws an error whose `cause` is the
 * answer when a page cannot be had.
 */
export async function* paginate(page, input, { token, next, items }) {
    for (let from;;) {
        const answer = await page(from === undefined ? input : { ...input, [token]: from });
        if (!answer.ok)
            throw new Error(`A page was answered with ${answer.status}.`, { cause: answer });
        const body = (answer.body ?? {});
        yield* (body[items] ?? []);
        // A token that does not move would never end.
        if (body[next] == null || body[next] === '' || body[next] === from)
            return;
        from = body[next];
    }
}
