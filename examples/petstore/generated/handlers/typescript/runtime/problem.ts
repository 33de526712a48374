import { type ErrorBody, each, titleOf } from './errors.js'

/** RFC 9457, where the API has no model of its own. */
export const problem: ErrorBody = {
  mediaType: 'application/problem+json',
  body: (error) => ({
    type: 'about:blank',
    title: titleOf(error),
    status: error.status,
    detail: error.message,
    code: error.code,
    errors: each(error, (one) => ({ in: one.in, pointer: one.pointer, detail: one.message })),
  }),
}
