/** Offers handed to a node, judged by it and read from it. The node is a mock: it may say anything. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Offer } from '../src/core/offer.ts'
import { answer, run } from './support/commands.ts'
import { type Asked, mockNode } from './support/mockNode.ts'
import { offerOf, person, signed, termsOf } from './support/offers.ts'

const DAY = 86_400
const now = Math.floor(Date.now() / 1_000)
const [alice, bob] = [person('alice'), person('bob')]
const claims = offerOf(alice, termsOf('Bay 4'), { seq: 3, iat: now - DAY, exp: now + DAY })
const { jwt: token, id: offer } = await signed(alice, claims)
const withKey = { PORTOLAN_KEY: alice.key }

/** Tells of a node that answers so, and stops it. */
const over = async <R>(
  said: Parameters<typeof mockNode>[0],
  told: (node: Awaited<ReturnType<typeof mockNode>>) => Promise<R>,
  headers: Record<string, string> = {},
): Promise<R> => {
  const node = await mockNode(said, headers)
  try {
    return await told(node)
  } finally {
    await node.stop()
  }
}
const refusing = (code: string, message: string, hint?: string) => () => ({
  data: null,
  errors: [{ message, extensions: { code, ...(hint === undefined ? {} : { hint }) } }],
})
const publish = ['offer', 'publish', token]

test('a node that refuses, does not answer or talks nonsense is told of as such', async () => {
  const to = async (said: Parameters<typeof mockNode>[0], headers?: Record<string, string>) =>
    over(
      said,
      async ({ url, host }) => {
        const ran = await run([...publish, '--node', url])
        assert.equal(ran.printed, '')
        return ran.said.map(line => line.replace(host, 'HOST'))
      },
      headers,
    )
  const nonsense = [
    'node_unavailable: HOST answers what nobody can read',
    'hint: is it a node of Portolan, and as new as this one?',
  ]
  const down = (why: string) => [`node_unavailable: HOST does not answer: ${why}`, 'hint: is a node running there?']
  assert.deepEqual(
    {
      refused: await to(refusing('too_many', 'this DID has 100 offers here', 'retire some')),
      'without a hint': await to(refusing('too_many', 'this DID has 100 offers here')),
      'without a code': await to(() => ({ errors: [{ message: 'no' }] })),
      'to steer the terminal': await to(refusing('x', '\u001b[2Jgone\n', '\u0007')),
      'with a book': await to(refusing('x', 'y'.repeat(5_000))),
      'no GraphQL': await to(() => '<html>'),
      'no data': await to(() => ({ data: null })),
      'another answer': await to(() => ({ data: { publishOffer: null } })),
      'far too deep': await to(() => '['.repeat(100_000)),
      'without an end': await to(() => 'x'.repeat(1_100_000)),
      'somebody else': await to(() => '', { location: 'http://127.0.0.1:1/' }),
    },
    {
      refused: ['node_refused: HOST says too_many: this DID has 100 offers here', 'hint: retire some'],
      'without a hint': ['node_refused: HOST says too_many: this DID has 100 offers here'],
      'without a code': ['node_refused: HOST says error: no'],
      'to steer the terminal': ['node_refused: HOST says x: ?[2Jgone?', 'hint: ?'],
      'with a book': [`node_refused: HOST says x: ${'y'.repeat(500)}`],
      'no GraphQL': nonsense,
      'no data': nonsense,
      'another answer': nonsense,
      'far too deep': nonsense,
      'without an end': down('it sends more than 1000000 bytes'),
      'somebody else': down('unexpected redirect'),
    },
  )
  const { url } = await over(
    () => '',
    async node => node,
  )
  const { said } = await run([...publish, '--node', url])
  assert.match(said[0] ?? '', /^node_unavailable: 127\.0\.0\.1:\d+ does not answer: connect ECONNREFUSED/)
  assert.deepEqual((await run([...publish, '--node', 'localhost'])).said, [
    'bad_input: --node: is not a URL',
    'hint: write the http or https URL of a node',
  ])
  assert.deepEqual((await run([...publish, '--node', 'http://me:secret@127.0.0.1:1'])).said, [
    'bad_input: --node: has a user name or a password in it',
  ])
})

test('an offer is handed to a node, and the receipt is printed as it is', async () => {
  const receipt = { number: '7', offer, subject: claims.sub, receivedAt: '2026-01-01T00:00:00Z', isNew: true }
  await over(
    () => ({ data: { publishOffer: receipt } }),
    async ({ url, asked }) => {
      assert.deepEqual(await answer([...publish, '--node', url]), receipt)
      assert.deepEqual(await answer([...publish, '--node', `${url}/a/graphql`]), receipt)
      assert.deepEqual(
        asked.map(({ path, variables }) => [path, variables]),
        [
          ['/graphql', { token }],
          ['/a/graphql', { token }],
        ],
      )
      const { query, ...shown } = await answer([...publish, '--node', url, '--dry-run'])
      assert.deepEqual([shown, query], [{ url: `${url}/graphql`, variables: { token } }, asked[0]?.query])
      assert.match(
        query ?? '',
        /^mutation \(\$token: String!\) \{ publishOffer\(token: \$token\) \{ number offer subject receivedAt isNew \} \}$/,
      )
      assert.equal(asked.length, 2)
    },
  )
})

test('a node is asked for its verdict, which is printed as it is; a refusal fails', async () => {
  const good = {
    verdict: 'ok',
    reason: null,
    hint: null,
    offer,
    subject: claims.sub,
    wouldBe: 'IN_FORCE',
    refusal: null,
  }
  const judged = (said: object) =>
    over(
      () => ({ data: { validateOffer: said } }),
      async ({ url, asked }) => {
        const { printed, said: told } = await run(['offer', 'validate', token, '--node', url])
        assert.deepEqual(
          asked.map(({ query, variables }) => [query.replaceAll(/\s+/g, ' '), variables]),
          [[ASKED, { token }]],
        )
        assert.deepEqual(JSON.parse(printed), said)
        return told
      },
    )
  assert.deepEqual(await judged(good), [])
  const bad = { ...good, verdict: 'bad_signature', reason: 'not signed by #controller', wouldBe: null }
  assert.deepEqual(await judged(bad), ['offer_refused: bad_signature: not signed by #controller'])
  assert.deepEqual(await judged({ ...bad, hint: 'sign it anew' }), [
    'offer_refused: bad_signature: not signed by #controller',
    'hint: sign it anew',
  ])
  const refusal = { code: 'too_many', message: 'this DID has 100 offers here', hint: 'retire some' }
  assert.deepEqual(await judged({ ...good, refusal }), [
    'offer_refused: too_many: this DID has 100 offers here',
    'hint: retire some',
  ])
})
const ASKED =
  'query ($token: String!) { validateOffer(token: $token) { verdict reason hint offer subject wouldBe refusal { code message hint } } }'

test('what a node says of an offer is signed only where we said it before', async () => {
  const says = (offer: { token: string } | null) => (_: Asked) => ({ data: { offer } })
  const update = (said: ReturnType<typeof says>, env: Record<string, string>, ...flags: string[]) =>
    over(said, async ({ url, host, asked }) => {
      const ran = await run(['offer', 'update', claims.sub, '--node', url, ...flags], env)
      assert.deepEqual(
        asked.map(({ variables }) => variables),
        [{ id: claims.sub }],
      )
      return { ...ran, said: ran.said.map(line => line.replace(host, 'HOST')) }
    })
  const refused = (...said: string[]) => ({ printed: '', said })
  const cheaper = { ...claims, tariff: claims.tariff.slice(0, 1), seq: 5 }
  const forged = { ...(await signed({ ...bob, signer: { ...bob.signer, kid: alice.signer.kid } }, cheaper)) }
  const another = await signed(alice, { ...claims, sub: `${alice.did}#bay-5` })

  assert.deepEqual(
    await update(says(null), withKey),
    refused(`not_found: HOST knows no offer ${claims.sub}`, 'hint: give its claims or its token, or ask another node'),
  )
  assert.deepEqual(
    await update(says({ token: another.jwt }), withKey),
    refused('bad_input: --node: sent the offer of another subject', 'hint: ask another node'),
  )
  const distrusted = refused(
    'offer_refused: key_unknown: not signed by the key that iss began with; what #controller is now, its registry knows',
    'hint: the node sent it; give your own copy instead',
  )
  assert.deepEqual(await update(says({ token: forged.jwt }), withKey), distrusted)
  const folder = mkdtempSync(join(tmpdir(), 'portolan-offer-'))
  after(() => rmSync(folder, { recursive: true }))
  const key = join(folder, 'key')
  writeFileSync(key, alice.key)
  await over(says({ token: forged.jwt }), async ({ url }) => {
    const retired = await run(['offer', 'retire', claims.sub, '--node', url, '--key-file', key])
    assert.deepEqual(retired, distrusted)
  })

  const { printed } = await update(says({ token }), {}, '--price', 'energy=0.41:USD')
  const next = JSON.parse(printed) as Offer
  assert.deepEqual([next.seq, next.tariff[1]?.rates[0]?.price], [4, { EUR: '0.39', USD: '0.41' }])
  const { printed: made } = await update(says({ token }), withKey)
  assert.deepEqual([JSON.parse(made).seq, JSON.parse(made).subject], ['4', claims.sub])
})
