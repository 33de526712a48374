/**
 * The items of all pages, one after another; a page is asked for when its first item is. `page` is given the token of a page, none
 * for the first; `next` is the member of an answer that says where the next page begins, `items` that of its items. Throws an error
 * whose `cause` is the answer when a page cannot be had.
 */
export async function* paginate(page, next, items) {
    let token;
    let last;
    do {
        last = token;
        const answer = (await page(token));
        if (!answer.ok)
            throw new Error(`A page cannot be read: ${answer.status}.`, { cause: answer });
        yield* (answer.body?.[items] ?? []);
        token = answer.body?.[next];
        // A token that does not move would never end.
    } while (token && token !== last);
}
