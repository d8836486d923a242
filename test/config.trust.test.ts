/** The file that says from whose custom trust is computed: what is refused, and what comes of it. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import schema from '../schema/json/trust-policy.v1.json' with { type: 'json' }
import { BOUNDS, PARAMETERS, trustPolicy } from '../src/core/trustPolicy.ts'
import { chain, configurations, ONE, THREE, TWO } from './support/configurations.ts'

const { folder, read, said } = configurations()
const path = join(folder, 'policy.json')
const [one, two] = [ONE.toLowerCase(), TWO.toLowerCase()]
const SEED = `eip155:1:${ONE}/7`
const money = { asset: `eip155:31337/erc20:${TWO}`, unitsPerMicroUsd: '1' }
const good = { version: 1, seeds: [SEED], assets: [money] }

const write = (policy: unknown) => writeFileSync(path, typeof policy === 'string' ? policy : JSON.stringify(policy))
const refused = (policy: unknown) => {
  write(policy)
  return said({ flags: { trust: path } })
}

/** What is wrong, the key that must be named, and what is said of it. */
const wrong: Record<string, readonly [policy: unknown, key: string, problem: string]> = {
  'no JSON': ['{', 'policy.json', 'is not JSON'],
  'no version': [{ ...good, version: undefined }, 'version', 'required'],
  'another version': [{ ...good, version: 2 }, 'version', 'constant'],
  'a key that is not known': [{ ...good, seed: [] }, 'seed', 'additional'],
  'no seeds': [{ ...good, seeds: [] }, 'seeds', 'fewer than 1'],
  'more seeds than a day can be computed from': [
    { ...good, seeds: Array.from({ length: 4_097 }, (_, i) => `eip155:1:${ONE}/${i}`) },
    'seeds',
    'more than 4096',
  ],
  'a seed that is no agent': [{ ...good, seeds: [SEED, ONE] }, 'seeds.1', `${ONE} is not an agent id`],
  'a seed twice, in two spellings': [
    { ...good, seeds: [SEED, `eip155:1/erc721:${one}/7`] },
    'seeds',
    `eip155:1:${one}/7 is given twice`,
  ],
  'no assets': [{ ...good, assets: [] }, 'assets', 'fewer than 1'],
  'an asset of another kind': [{ ...good, assets: [{ ...money, asset: 'eip155:1/slip44:60' }] }, 'assets.0', 'ERC-20'],
  'an asset of no EVM chain': [
    { ...good, assets: [{ ...money, asset: `solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp/erc20:${ONE}` }] },
    'assets.0',
    'ERC-20',
  ],
  'an asset without an address': [
    { ...good, assets: [{ ...money, asset: 'eip155:1/erc20:usdc' }] },
    'assets.0',
    'ERC-20',
  ],
  'an asset twice': [
    { ...good, assets: [money, { ...money, asset: money.asset.toLowerCase() }] },
    'assets.1',
    'given twice',
  ],
  'a rate of 0': [{ ...good, assets: [{ ...money, unitsPerMicroUsd: '0' }] }, 'assets.0.unitsPerMicroUsd', 'is 0'],
  'a rate that is a number': [{ ...good, assets: [{ ...money, unitsPerMicroUsd: 1 }] }, 'unitsPerMicroUsd', 'string'],
  'a validator without credit': [{ ...good, validators: [{ address: ONE }] }, 'validators.0.credit', 'required'],
  'a validator twice': [
    {
      ...good,
      validators: [
        { address: ONE, credit: 1 },
        { address: one, credit: '2' },
      ],
    },
    'validators.1',
    'given twice',
  ],
  'a validator of no credit': [{ ...good, validators: [{ address: ONE, credit: 0 }] }, 'validators.0.credit', 'out of'],
  'strictness in words': [{ ...good, strict: 'yes' }, 'strict', 'boolean'],
  'a parameter that is not known': [{ ...good, parameters: { halflife: 1 } }, 'parameters.halflife', 'additional'],
  'a parameter with a fraction': [{ ...good, parameters: { gate: 0.5 } }, 'parameters.gate', 'integer'],
}
for (const [what, [policy, key, problem]] of Object.entries(wrong)) {
  test(`${what}: bad_config that names it`, () => {
    const error = refused(policy)
    assert.equal(error?.code, 'bad_config')
    assert.ok(error.hint)
    assert.ok(error.message.includes(key) && error.message.includes(problem), error.message)
  })
}

test('every parameter keeps to its bounds, which the schema states', () => {
  const texts: Record<string, { description: string }> = schema.properties.parameters.properties
  assert.deepEqual(Object.keys(texts), Object.keys(PARAMETERS))
  for (const [name, [least, most]] of Object.entries(BOUNDS)) {
    const preset = PARAMETERS[name as keyof typeof PARAMETERS]
    assert.match(
      texts[name]?.description ?? '',
      new RegExp(`: ${preset} unless said otherwise, at least ${least} and at most ${most}$`),
    )
    for (const value of [least, most]) assert.equal(refused({ ...good, parameters: { [name]: `${value}` } }), null)
    for (const value of [least - 1n, most + 1n].filter(value => value >= 0n)) {
      const error = refused({ ...good, parameters: { [name]: `${value}` } })
      assert.equal(error?.message, `${path} parameters.${name}: ${value} is out of bounds`)
    }
  }
})

test('a policy is what it says, in one spelling, and its moneys are read', () => {
  write({
    ...good,
    validators: [{ address: THREE, credit: '5000000' }],
    strict: true,
    parameters: { halfLife: '30', creditMax: 1_000_000 },
  })
  const expected = trustPolicy({
    seeds: [`eip155:1:${one}/7`],
    assets: [{ asset: `eip155:31337/erc20:${two}`, unitsPerMicroUsd: 1n }],
    validators: [{ address: THREE.toLowerCase(), credit: 5_000_000n }],
    strict: true,
    parameters: { ...PARAMETERS, halfLife: 30, creditMax: 1_000_000n },
  })
  const own = chain({ contracts: { identityRegistry: [ONE] } })
  const file = { ...own, trust: basename(path) }
  const { settings, chains } = read({ file })
  assert.deepEqual(settings.trust, expected)
  assert.deepEqual(structuredClone(settings), settings)
  assert.deepEqual(chains[0]?.contracts, [
    { kind: 'identityRegistry', address: one, subject: one },
    { kind: 'paymentAsset', address: two, subject: two },
  ])
  for (const given of [{ flags: { trust: path } }, { env: { PORTOLAN_TRUST: path } }]) {
    assert.deepEqual(read(given).settings.trust, expected)
  }
  assert.equal(said({ file, flags: { trust: join(folder, 'none.json') } })?.code, 'bad_config')
  assert.equal(read({ file: own }).settings.trust, null)
})
