import { describe, expect, it } from 'vitest'
import { createTickets, mayBegin, takeBack } from '../../../../../../runtime/gateway/lambda/worker/tickets.ts'

describe('tickets', () => {
  it('let a thread begin one after the other', () => {
    const tickets = createTickets()
    expect([1, 2, 3].map((ticket) => mayBegin(tickets, ticket))).toEqual([true, true, true])
    expect(takeBack(tickets, 3)).toBe(0)
  })

  it('are worth nothing once they are taken back, and those after them are', () => {
    const tickets = createTickets()
    mayBegin(tickets, 1)
    expect(takeBack(tickets, 4)).toBe(3)
    expect([2, 3, 4, 5].map((ticket) => mayBegin(tickets, ticket))).toEqual([false, false, false, true])
    expect(takeBack(tickets, 5)).toBe(0)
  })

  it('can be taken back before any was begun', () => {
    const tickets = createTickets()
    expect(takeBack(tickets, 2)).toBe(2)
    expect([1, 2, 3].map((ticket) => mayBegin(tickets, ticket))).toEqual([false, false, true])
  })
})
