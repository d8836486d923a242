/** Signed acts: only what the owner signed, unchanged, in its turn and once; said by us before it is paid for, and by the contract. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Address, type Hex, stringToHex, testActions } from 'viem'
import { addDelegate, changeOwner, setAttribute } from '../src/write/acts.ts'
import { serviceAttribute } from '../src/write/attributes.ts'
import { identityOf } from '../src/write/identity.ts'
import { readKey } from '../src/write/key.ts'
import { ownerOf, sendAct, sendSigned, signNext } from '../src/write/send.ts'
import { parseSigned, printSigned, type SignedAct, signAct, signedCall } from '../src/write/signed.ts'
import { startContracts } from './support/contracts.ts'
import { refusal, startWriting } from './support/writing.ts'

const chain = await startWriting()
after(() => chain.stop())
const payer = await chain.person()

const DAY = 86_400n
const hub = setAttribute(serviceAttribute('Hub', 'https://hub.example'), DAY)

/** What we say of a signed act, and what the contract says when it is brought to it all the same. */
const judged = async (signed: SignedAct) => ({
  we: await refusal(sendSigned(signed, payer.sending)),
  contract: await chain.client
    .call({ account: payer.address, ...signedCall(signed) })
    .then(() => 'takes it')
    .catch(error => /bad_\w+/.exec(String(error))?.[0] ?? String(error)),
})

test('what the owner did not sign so is refused, and nothing is paid', async () => {
  const [machine, thief, friend] = [await chain.person('0'), await chain.person(), await chain.person('0')]
  const { identity } = machine
  await sendSigned(await signNext(identity, hub, machine.sending), payer.sending)
  const at = (nonce: bigint, by = machine) =>
    signAct(identity, changeOwner(friend.address), { nonce, key: by.privateKey })
  const good = await at(1n)
  const elsewhere = { ...identity, registry: chain.agents.address }
  const paid = await chain.client.getBalance({ address: payer.address })
  const badly = `bad_input: signed act: is not signed by ${machine.address}, who owns ${machine.did}`

  assert.deepEqual(await judged(await at(0n)), {
    we: 'bad_input: signed act: has number 0, and 1 is next',
    contract: 'bad_signature',
  })
  assert.deepEqual(await judged(await at(2n)), {
    we: 'bad_input: signed act: has number 2, and 1 is next',
    contract: 'bad_signature',
  })
  const wrong: Record<string, SignedAct> = {
    'signed by somebody else': await at(1n, thief),
    'under a number that was put in later': { ...(await at(0n)), nonce: 1n },
    'for another owner': { ...good, act: changeOwner(thief.address) },
    'another act': { ...good, act: addDelegate('veriKey', friend.address, DAY) },
    'for another registry': {
      ...(await signAct(elsewhere, good.act, { nonce: 1n, key: machine.privateKey })),
      identity,
    },
    'with half a signature': { ...good, signature: `0x${'11'.repeat(32)}${good.signature.slice(66)}` as Hex },
    'with the signature of another act': {
      ...good,
      signature: (await signAct(identity, hub, { nonce: 1n, key: machine.privateKey })).signature,
    },
  }
  for (const [name, signed] of Object.entries(wrong))
    assert.deepEqual(await judged(signed), { we: badly, contract: 'bad_signature' }, name)
  assert.equal(
    (await judged({ ...good, identity: thief.identity })).contract,
    'bad_signature',
    'an act on one identity is none on another',
  )
  assert.equal(
    await refusal(signNext(identity, hub, thief.sending)),
    `bad_input: key: is the key of ${thief.address}, and ${machine.did} is owned by ${machine.address}`,
  )
  assert.equal(await chain.client.getBalance({ address: payer.address }), paid)

  await sendSigned(good, payer.sending)
  // What was sent is history: the same signature again, and what the old owner signed ahead.
  assert.deepEqual(await judged(good), {
    we: 'bad_input: signed act: has number 1, and 0 is next',
    contract: 'bad_signature',
  })
  assert.deepEqual(await judged(await at(0n)), {
    we: `bad_input: signed act: is not signed by ${friend.address}, who owns ${machine.did}`,
    contract: 'bad_signature',
  })
})

test('an owner of many identities signs ahead, and in turn', async () => {
  const [fleet, one, two] = [await chain.person('0'), await chain.person(), await chain.person()]
  for (const machine of [one, two]) await sendAct(machine.identity, changeOwner(fleet.address), machine.sending)
  const ahead = await Promise.all(
    [one, two, one].map(({ identity }, nonce) =>
      signAct(identity, hub, { nonce: BigInt(nonce), key: fleet.privateKey }),
    ),
  )
  assert.match(await refusal(sendSigned(ahead[1] as SignedAct, payer.sending)), /has number 1, and 0 is next/)
  for (const signed of ahead) await sendSigned(signed, payer.sending)
  assert.deepEqual(await ownerOf(two.identity, hub, chain.rpc), { owner: fleet.address, nonce: 3n })
})

test('a signed act is written and read without loss, and nothing else is read as one', async () => {
  const machine = await chain.person('0')
  const on = { registry: chain.registry.address }
  const signed = await signAct(machine.identity, addDelegate('sigAuth', payer.address, DAY), {
    nonce: 0n,
    key: machine.privateKey,
  })
  const printed = printSigned(signed)
  assert.deepEqual(parseSigned(JSON.stringify(printed), on), signed)
  assert.deepEqual(printed, {
    did: machine.did,
    registry: chain.registry.address,
    legacy: false,
    nonce: '0',
    act: 'addDelegate',
    args: [stringToHex('sigAuth', { size: 32 }), payer.address, '86400'],
    signature: signed.signature,
  })
  assert.ok(!JSON.stringify(printed).includes(machine.privateKey.slice(2)))

  const read = (change: object) => () => parseSigned(JSON.stringify({ ...printed, ...change }), on)
  const wrong: Record<string, [() => unknown, string]> = {
    'no JSON': [() => parseSigned('{', on), 'is not a JSON object'],
    'a list': [() => parseSigned('[]', on), 'is not a JSON object'],
    'a megabyte': [() => parseSigned(' '.repeat(1_000_001), on), 'is longer than 1000000 characters'],
    'no DID': [read({ did: 7 }), 'did and registry are not text'],
    'a transfer of tokens': [read({ act: 'transfer' }), 'act is not one of the five'],
    'an act that every object has': [read({ act: 'toString' }), 'act is not one of the five'],
    'an argument too few': [read({ args: printed.args.slice(1) }), 'addDelegate takes 3 args'],
    'a number as a number': [read({ nonce: 0 }), 'args and nonce are not text'],
    'a number that is too large': [read({ nonce: `${2n ** 256n}` }), `${2n ** 256n} is not a uint256`],
    'a name of 31 bytes': [read({ args: ['0x11', ...printed.args.slice(1)] }), '0x11 is not bytes32'],
    'half a signature': [read({ signature: signed.signature.slice(0, 66) }), 'signature is not 65 bytes'],
    'a signature by no curve': [read({ signature: `0x${'ff'.repeat(65)}` }), 'signature is not one of the curve'],
  }
  const told = Object.entries(wrong).map(async ([name, [work]]) => [name, await refusal(work)])
  assert.deepEqual(
    Object.fromEntries(await Promise.all(told)),
    Object.fromEntries(Object.entries(wrong).map(([name, [, said]]) => [name, `bad_input: signed act: ${said}`])),
  )
  // A stranger's file could send our coins' worth of gas to a contract of its own.
  assert.equal(
    await refusal(() => parseSigned(JSON.stringify({ ...printed, registry: chain.agents.address }), on)),
    `bad_input: registry: it is signed for ${chain.agents.address}, not for ${chain.registry.address}`,
  )
})

test('a registry of before 1.0.0 counts attributes by identity, and takes no other act of a foreign owner', async () => {
  // The contract of today at the address of the one on mainnet: it shows which number we take there.
  const mainnet = await startContracts()
  try {
    const rpc = mainnet.client.transport.url ?? ''
    const anvil = mainnet.client.extend(testActions({ mode: 'anvil' }))
    const key = readKey('secp256k1', `0x${'11'.repeat(32)}`)
    const owner = readKey('secp256k1', `0x${'22'.repeat(32)}`)
    const { address: deployed } = await mainnet.deploy('EthereumDIDRegistry')
    const legacy = identityOf(`did:ethr:${(key.address as Address).toLowerCase()}`)
    const code = (await mainnet.client.getCode({ address: deployed })) as Hex
    await anvil.setCode({ address: legacy.registry, bytecode: code })
    const here = { ...legacy, chain: 'eip155:31337' }
    const today = { ...here, legacy: false }
    const rich = 10n ** 18n
    for (const { address } of [key, owner]) await anvil.setBalance({ address: address as Address, value: rich })
    const sending = { rpc, key: key.privateKey }

    await sendSigned(await signNext(here, hub, sending), sending)
    await sendSigned(await signNext(here, hub, sending), sending)
    await sendAct(here, changeOwner(owner.address ?? ''), sending)
    const give = changeOwner(key.address ?? '')
    assert.deepEqual(
      {
        'attribute, before 1.0.0': await ownerOf(here, hub, rpc),
        'owner, before 1.0.0': await ownerOf(here, give, rpc),
        'attribute, today': await ownerOf(today, hub, rpc),
      },
      {
        'attribute, before 1.0.0': { owner: owner.address, nonce: 2n },
        'owner, before 1.0.0': { owner: owner.address, nonce: 0n },
        'attribute, today': { owner: owner.address, nonce: 0n },
      },
    )
    assert.equal((await signNext(here, hub, { rpc, key: owner.privateKey })).nonce, 2n)
    for (const act of [give, addDelegate('veriKey', payer.address, DAY)]) {
      assert.equal(
        await refusal(signNext(here, act, { rpc, key: owner.privateKey })),
        `bad_input: key: the registry ${here.registry} would take this signature of ${owner.address} any number of times`,
      )
    }
    assert.equal((await signNext(today, give, { rpc, key: owner.privateKey })).nonce, 0n)
  } finally {
    await mainnet.stop()
  }
})
