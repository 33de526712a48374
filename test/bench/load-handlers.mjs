// The functions of the load benchmark.
export const proxy = async (event) => ({
  statusCode: 200,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ id: event.pathParameters.id, name: 'rex' }),
})

export const custom = async (event) => ({ id: event.id, name: 'rex', tags: ['a', 'b'] })
