import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql'
import { agentAt, minted } from '../support/facts.ts'
import { type Answer, startNode } from '../support/node.ts'

const node = await startNode()
after(() => node.close())
const { ask } = node
beforeEach(() => {
  node.faults.length = 0
})
node.mine(minted(0n))
await node.settle()

const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i))
/** What a question is refused with: the first error, and the HTTP status; the answer has no data. */
const refusal = async (response: Response) => {
  const { data, errors } = (await response.json()) as Answer<unknown>
  const { message, extensions } = errors?.[0] ?? { message: 'answered', extensions: {} }
  assert.equal(data ?? null, null)
  return { status: response.status, code: extensions.code, message, hint: extensions.hint }
}
const post = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
  node.server.fetch(
    new Request('http://node.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    }),
  )

const nested = (levels: number) => `{ ${'x { '.repeat(levels)} y ${' }'.repeat(levels)} }`
const inline = (levels: number) => `{ ${'... on Query { '.repeat(levels)} status { version } ${' }'.repeat(levels)} }`
const doubling = `query { ...F0 } ${times(60, i => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`).join(' ')}
  fragment F60 on Query { status { version } }`

const large: Record<string, [query: string, limit: string]> = {
  'fields nested 40 levels deep': [nested(40), '14 levels of fields'],
  'fragments nested 40 levels deep': [inline(40), '14 levels of fields'],
  'fragments that double 60 times': [doubling, '14 levels of fields'],
  '31 aliases': [`{ ${times(31, i => `a${i}: status { version }`).join(' ')} }`, '30 aliases'],
  '31 aliases in fragments': [
    `{ ...A ...B } fragment A on Query { ${times(16, i => `a${i}: status { version }`).join(' ')} }
     fragment B on Query { ${times(16, i => `b${i}: status { version }`).join(' ')} }`,
    '30 aliases',
  ],
  '1,000 aliases': [`{ ${times(1_000, i => `a${i}: status { version }`).join(' ')} }`, '2000 tokens'],
  '5,000 tokens': [`{ status { ${'version '.repeat(5_000)} } }`, '2000 tokens'],
  '5,000 commas and a comment are nothing, 2,001 names are not': [
    `{ status { ${','.repeat(5_000)} ${'version '.repeat(2_001)} } }`,
    '2000 tokens',
  ],
}
for (const [what, [query, limit]] of Object.entries(large)) {
  test(`a query of ${what} is refused before any work`, async () => {
    const { hint: _, ...said } = await refusal(await node.raw(query))
    assert.deepEqual(said, { status: 200, code: 'too_large', message: `the query has more than ${limit}` })
    assert.deepEqual(node.faults, [])
  })
}

test('what is too large is refused with what to do about it', async () => {
  const hints = Object.values(large).map(async ([query]) => (await refusal(await node.raw(query))).hint)
  assert.deepEqual([...new Set(await Promise.all(hints))], ['ask for less at a time'])
})

test('a query that is as large as may be is answered', async () => {
  const aliases = times(30, i => `a${i}: status { version }`).join(' ')
  assert.equal(Object.keys(await ask(`{ ${aliases} }`)).length, 30)
  const wide = times(30, i => `a${i}: status { ${'version '.repeat(60)} }`).join(' ')
  assert.equal(Object.keys(await ask(`{ ${wide} }`)).length, 30)
  assert.deepEqual(await ask(inline(12)), { status: { version: '0.0.0-test' } })
})

test('a body of a megabyte is refused unread, one that fits is read', async () => {
  const spaced = (spaces: number) => JSON.stringify({ query: `{ status { version } }${' '.repeat(spaces)}` })
  const response = await post(spaced(1_000_000))
  const { status, code } = await refusal(response)
  assert.deepEqual([status, code], [413, 'too_large'])
  assert.deepEqual(await (await post(spaced(120_000))).json(), { data: { status: { version: '0.0.0-test' } } })
})

const wrong: Record<string, [query: string, code: string, message: RegExp]> = {
  'half a query': ['{ status { ', 'GRAPHQL_PARSE_FAILED', /^Syntax Error: Expected Name, found <EOF>/],
  'no query at all': ['', 'GRAPHQL_PARSE_FAILED', /^Syntax Error: Unexpected <EOF>/],
  'a mutation that is not there': [
    'mutation { forget }',
    'GRAPHQL_VALIDATION_FAILED',
    /^Cannot query field "forget" on type "Mutation"/,
  ],
  'a field that is not there': [
    '{ nothing }',
    'GRAPHQL_VALIDATION_FAILED',
    /^Cannot query field "nothing" on type "Query"/,
  ],
  'an argument that is not there': [
    '{ agents(last: 1) { nodes { id } } }',
    'GRAPHQL_VALIDATION_FAILED',
    /Unknown argument "last"/,
  ],
  'no fields of an object': ['{ status }', 'GRAPHQL_VALIDATION_FAILED', /must have a selection of subfields/],
  'an argument that is missing': [
    '{ agent { id } }',
    'GRAPHQL_VALIDATION_FAILED',
    /argument "id" of type "ID!" is required/,
  ],
  'a fragment within itself': ['{ ...A } fragment A on Query { ...A }', 'GRAPHQL_VALIDATION_FAILED', /within itself/],
  'a schema that looks at itself without end': [
    `{ __schema { types { ${'fields { type { '.repeat(9)} name ${'} }'.repeat(9)} } } }`,
    'GRAPHQL_VALIDATION_FAILED',
    /^Maximum introspection depth exceeded/,
  ],
  'too many rows': [
    '{ agents(first: 1000000) { nodes { id } } }',
    'bad_input',
    /^first: 1000000 is not between 0 and 100$/,
  ],
  'less than no rows': ['{ agents(first: -1) { nodes { id } } }', 'bad_input', /^first: -1 is not between 0 and 100$/],
  'more rows than numbers go': [
    '{ agents(first: 9999999999) { nodes { id } } }',
    'GRAPHQL_VALIDATION_FAILED',
    /32-bit/,
  ],
  'a cursor of elsewhere': [
    '{ agents(after: "x") { nodes { id } } }',
    'bad_input',
    /^after: not a cursor of this list$/,
  ],
  'a literal time that is none': [
    '{ agents(asOf: { time: "now" }) { nodes { id } } }',
    'GRAPHQL_VALIDATION_FAILED',
    /DateTime: "now" is not a time/,
  ],
  'a literal block that is none': [
    '{ agents(asOf: { block: 1.5 }) { nodes { id } } }',
    'GRAPHQL_VALIDATION_FAILED',
    /BigInt: .*1.5.* is not an integer/,
  ],
}
for (const [what, [query, code, message]] of Object.entries(wrong)) {
  test(`${what}: refused for what it is, and no fault of ours`, async () => {
    const said = await refusal(await node.raw(query))
    assert.equal(said.code, code)
    assert.match(said.message, message)
    assert.deepEqual(node.faults, [])
  })
}

const variables: Record<string, [type: string, argument: string, value: unknown, message: RegExp]> = {
  'text for a number': ['Int', 'first', 'x', /Int cannot represent non-integer value: "x"/],
  'a number for text': ['String', 'after', 7, /String cannot represent a non string value: 7/],
  'an object for a number': ['Int', 'first', {}, /Int cannot represent non-integer value/],
  'a value that is none of the list': [
    'AgentOrder',
    'orderBy',
    'UPWARDS',
    /Value "UPWARDS" does not exist in "AgentOrder" enum/,
  ],
  'a field that is not there': [
    'AgentFilter',
    'filter',
    { colour: 'red' },
    /Field "colour" is not defined by type "AgentFilter"/,
  ],
  'a block that is no integer': ['AsOf', 'asOf', { block: 1.5 }, /BigInt: 1.5 is not an integer/],
  'a time that is none': ['AsOf', 'asOf', { time: 'now' }, /DateTime: "now" is not a time/],
}
for (const [what, [type, argument, value, message]] of Object.entries(variables)) {
  test(`a variable of ${what}: refused for what it is, and no fault of ours`, async () => {
    const query = `query ($it: ${type}) { agents(${argument}: $it) { nodes { id } } }`
    const said = await refusal(await node.raw(query, { it: value }))
    assert.equal(said.code, 'bad_input')
    assert.match(said.message, message)
    assert.deepEqual(node.faults, [])
  })
}

for (const [what, body] of Object.entries({
  'half a JSON': '{"query":',
  'no JSON': 'status',
  'a list of questions': JSON.stringify([{ query: '{ status { version } }' }]),
  'a question without a query': '{}',
  null: 'null',
  'a query that is no text': '{"query":7}',
  'variables that are no object': '{"query":"{ status { version } }","variables":"x"}',
})) {
  test(`a body of ${what} is refused, and no fault of ours`, async () => {
    const { code, message } = await refusal(await post(body))
    assert.notEqual(code, 'internal', message)
    assert.deepEqual(node.faults, [])
  })
}

test('the schema tells about itself, as tools ask it to', async () => {
  const schema = buildClientSchema(await ask<IntrospectionQuery>(getIntrospectionQuery()))
  const { agents, identity, reputation, quote, status } = schema.getQueryType()?.getFields() ?? {}
  assert.deepEqual(
    [agents, identity, reputation, quote, status].map(field => field?.type.toString()),
    ['AgentConnection!', 'Identity', 'Reputation', 'QuoteConnection!', 'Status!'],
  )
})

test('a question may come in the address as well, and then no more than a question', async () => {
  const get = (query: string) =>
    node.server.fetch(
      new Request(`http://node.test/graphql?query=${encodeURIComponent(query)}`, {
        headers: { accept: 'application/json' },
      }),
    )
  assert.deepEqual(await (await get(`{ agent(id: "${agentAt(0)}") { tokenId } }`)).json(), {
    data: { agent: { tokenId: '0' } },
  })
  assert.equal((await refusal(await get(nested(40)))).code, 'too_large')
})
