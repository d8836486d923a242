import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Answer } from '../support/node.ts'
import { job, startPolicies, terms } from '../support/policies.ts'
import { type Policy, QUOTE, question } from '../support/quotes.ts'

const node = await startPolicies({ plain: terms('plain') })
after(() => node.close())

/** The code and message of the refusal. */
const refused = async (variables: object): Promise<string> => {
  const { errors = [] } = (await (await node.raw(QUOTE, variables)).json()) as Answer<unknown>
  const [error] = errors
  return error ? `${error.extensions.code}: ${error.message}` : 'it was answered'
}

/** A test that each of these questions is refused by the name of the argument. */
const refusals = (name: string, cases: readonly (readonly [argument: string, variables: object])[]) =>
  test(name, async () => {
    const told = await Promise.all(cases.map(([, variables]) => refused(variables)))
    const unnamed = cases.flatMap(([argument], i) =>
      told[i]?.startsWith('bad_input: ') && told[i].includes(argument) ? [] : [`${argument}? ${told[i]}`],
    )
    assert.deepEqual(unnamed, [])
  })

const jobOf = (more: object) => question({ ...job('plain'), ...more })
const need = (more: object) => jobOf({ quantities: [{ meter: 'time', value: '1', unit: 'h', ...more }] })
const spec = (more: object) => jobOf({ spec: [{ key: 'power', ...more }] })
const near = (more: object) => jobOf({ near: { latitude: '0', longitude: '0', withinMeters: 1, ...more } })
const policy = (policy: Policy) => question(job('plain'), policy)
const page = (more: object) => question(job('plain'), {}, more)
const many = (item: unknown) => Array.from({ length: 101 }, () => item)

refusals('a job that is none is refused by the name of what is wrong', [
  ...['', 'charging', 'x:', ':x', 'X:plain', 'x:plain and simple', 'x:é', `x:${'a'.repeat(97)}`, 'x:a\n'].map(
    category => ['job.category', jobOf({ category })] as const,
  ),
  ...[0, -1, -2_147_483_648].map(purchases => ['job.purchases', jobOf({ purchases })] as const),
  ['job.quantities', jobOf({ quantities: many({ meter: 'time', value: '1', unit: 'h' }) })],
  ['job.quantities Time', need({ meter: 'Time' })],
  ['job.quantities', need({ meter: '' })],
  ['job.quantities __proto__', need({ meter: '__proto__' })],
  ['job.quantities time', need({ unit: 'hours' })],
  ['job.quantities time', need({ unit: '' })],
  ['job.quantities time', need({ unit: '1 kB' })],
  ['job.quantities time', need({ value: '-1' })],
  ['job.quantities time', jobOf({ quantities: [1, 2].map(n => ({ meter: 'time', value: `${n}`, unit: 'h' })) })],
  ['job.near.latitude', near({ latitude: '90.0000001' })],
  ['job.near.latitude', near({ latitude: '-91' })],
  ['job.near.longitude', near({ longitude: '180.0000001' })],
  ['job.near.longitude', near({ longitude: `-${'9'.repeat(78)}` })],
  ['job.near.withinMeters', near({ withinMeters: -1 })],
  ['job.spec', jobOf({ spec: many({ key: 'power', equals: 'x' }) })],
  ['job.spec power', spec({})],
  ['job.spec power', spec({ min: '1' })],
  ['job.spec power', spec({ unit: 'kW' })],
  ['job.spec power', spec({ min: '1', unit: 'KW' })],
  ['job.spec power', spec({ equals: '1', min: '1', unit: 'kW' })],
  ['job.spec power', spec({ equals: '1', unit: 'kW' })],
])

const listed = ['rails', 'chains', 'assets', 'allow', 'deny'] as const
const strange: Record<(typeof listed)[number], readonly string[]> = {
  rails: ['x402', '*', '*/exact', 'x402/**', 'x402/exact ', 'X402/exact', ''],
  chains: ['base', 'eip155', 'eip155:', 'eip155:*', 'EIP155:1', '8453', ''],
  assets: ['USDC', 'eip155:1', '0x00000000000000000000000000000000000000d1', 'eip155:1/erc20', ''],
  allow: ['alice', 'did:web:x.example', 'did:ethr:0x1', 'did:pkh:eip155:1:0x', `did:key:${'z'.repeat(300)}`, ''],
  deny: ['alice', 'did:web:x.example', 'did:ethr:mars:0x00000000000000000000000000000000000000d1', ''],
}

refusals('a policy that is none is refused by the name of what is wrong', [
  ...['usd', 'USDC', 'US', '', '$', 'USD '].map(reference => ['policy.reference', policy({ reference })] as const),
  ...(['maxTotal', 'escrowAbove', 'budgetLeft', 'valueAtRisk'] as const).map(
    name => [`policy.${name}`, policy({ [name]: '-0.000001' })] as const,
  ),
  ...(['maxSeconds', 'maxRateAge'] as const).map(name => [`policy.${name}`, policy({ [name]: -1 })] as const),
  ...[-1, 1_000_001].map(minTrust => ['policy.minTrust', policy({ minTrust })] as const),
  ...listed.flatMap(name => strange[name].map(item => [`policy.${name}`, policy({ [name]: [item] })] as const)),
  ...listed.map(name => [`policy.${name}`, policy({ [name]: many(strange[name][0]) })] as const),
])

refusals('a value that is not of its type is refused by the name of where it stands', [
  ['job.quantities[0].value', need({ value: '1e3' })],
  ['job.quantities[0].value', need({ value: '.5' })],
  ['job.quantities[0].value', need({ value: 32.4 })],
  ['job.quantities[0].value', need({ value: 'Infinity' })],
  ['job.quantities[0].value', need({ value: null })],
  ['job.quantities[0].unit', need({ unit: 1 })],
  ['job.near.latitude', near({ latitude: 59.9 })],
  ['job.purchases', jobOf({ purchases: 1.5 })],
  ['job.purchases', jobOf({ purchases: '1' })],
  ['job.purchases', jobOf({ purchases: 2_147_483_648 })],
  ['"parts"', jobOf({ parts: 1 })],
  ['"category"', jobOf({ category: undefined })],
  ['policy.maxTotal', policy({ maxTotal: '1,5' })],
  ['policy.maxTotal', policy({ maxTotal: 1 })],
  ['policy.minTrust', policy({ minTrust: 0.5 })],
  ['"cheapest"', policy({ cheapest: true })],
  ['policy.rails', policy({ rails: [null] })],
])

const cursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url')

refusals('a page that is none is refused', [
  ...[-1, 101, 2_147_483_647].map(first => ['first', page({ first })] as const),
  ...[-1, 101].map(firstExcluded => ['first', page({ firstExcluded })] as const),
  ...[
    '',
    'x',
    '!',
    'bm90IGpzb24',
    Buffer.from('{"a":1}').toString('base64url'),
    cursor(),
    cursor('1', '1', null, '-1', 'did:x#offer'),
    cursor('did:x#offer'),
    cursor('1', '1', '2', '-1'),
    cursor('1', '1', '2', '-1', 'did:x#offer', 'more'),
    cursor('1.5', '1', '2', '-1', 'did:x#offer'),
    cursor('-1', '1', '2', '-1', 'did:x#offer'),
    cursor('1', '0', '2', '-1', 'did:x#offer'),
    cursor('1', '1', 'soon', '-1', 'did:x#offer'),
    cursor('1', '1', '2', 'high', 'did:x#offer'),
    cursor('1', '1', '2', '-1', 7),
  ].map(after => ['after', page({ after })] as const),
  ...['', 'x', cursor('1', '1', '2', '-1', 'did:x#offer'), cursor(7), cursor()].map(
    afterExcluded => ['after', page({ afterExcluded })] as const,
  ),
])

test('what may be left out may be null', async () => {
  const asked = { ...job('plain'), near: null, spec: null, purchases: null }
  const names = ['maxTotal', 'escrowAbove', 'budgetLeft', 'valueAtRisk', 'maxSeconds', 'maxRateAge', 'minTrust']
  const none = Object.fromEntries([...names, ...listed, 'reference', 'unknownTrust'].map(name => [name, null]))
  const { quote } = await node.ask<{ quote: { nodes: { landed: { amount: string } }[] } }>(
    'query ($job: Job!, $policy: Policy) { quote(job: $job, policy: $policy) { nodes { landed { amount } } } }',
    { job: asked, policy: none },
  )
  assert.deepEqual(quote.nodes, [{ landed: { amount: '2' } }])
})
