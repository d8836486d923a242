/** The acts of an owner on a real registry: each does what it says, paid by the owner, or signed by it and paid by another. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { stringToHex, zeroAddress } from 'viem'
import {
  type Act,
  addDelegate,
  changeOwner,
  deactivate,
  didCall,
  revokeAttribute,
  revokeDelegate,
  setAttribute,
} from '../src/write/acts.ts'
import {
  agentAttribute,
  attributeValue,
  keyAttribute,
  offerAttribute,
  serviceAttribute,
} from '../src/write/attributes.ts'
import { didOf, identityOf } from '../src/write/identity.ts'
import { sendAct, sendSigned, signNext } from '../src/write/send.ts'
import { logged, type Person, refusal, startWriting } from './support/writing.ts'

const chain = await startWriting()
after(() => chain.stop())

const VERI_KEY = stringToHex('veriKey', { size: 32 })
const DAY = 86_400n

const SOMEBODY = '0xcA2C4Fe8f21dEEDdB5Fb2f8Ae04A1FeE4b2C2A0C'.toLowerCase()

test('what no registry could keep, or no reader find again, is no act', async () => {
  const given: Record<string, () => unknown> = {
    'an owner that is none': () => changeOwner('alice'),
    'an owner of 41 digits': () => changeOwner(`${SOMEBODY}0`),
    'an owner with a letter of the wrong case': () => changeOwner('0x00000000219ab540356cBB839Cbe05303d7705FA'),
    'an owner that is nobody': () => changeOwner(zeroAddress),
    'a delegate that is none': () => addDelegate('veriKey', '0x', DAY),
    'a type of 33 bytes': () => addDelegate('t'.repeat(33), SOMEBODY, DAY),
    'a name of 17 letters in 34 bytes': () => setAttribute({ name: 'é'.repeat(17), value: '0x' }, DAY),
    'no name': () => setAttribute({ name: '', value: '0x' }, DAY),
    'a name with a zero byte': () => revokeAttribute({ name: 'did/svc/\0', value: '0x' }),
    'no time': () => setAttribute({ name: 'n', value: '0x' }, 0n),
    'time gone by': () => addDelegate('veriKey', SOMEBODY, -1n),
    'a hundred years and a second': () => setAttribute({ name: 'n', value: '0x' }, 100n * 365n * DAY + 1n),
    'a service of two words': () => serviceAttribute('my hub', 'https://hub.example'),
    'a service nowhere': () => serviceAttribute('Hub', ''),
    'a service whose name is too long': () => setAttribute(serviceAttribute('S'.repeat(25), 'x'), DAY),
    'an agent that is none': () => agentAttribute('eip155:1:0x8004/22'),
    'half a byte': () => attributeValue('0x123'),
    'a value that looks like bytes': () => attributeValue('0xyz'),
    'no DID': () => identityOf('alice'),
    'a DID of no registry': () => identityOf('did:web:example.com'),
    'a did:ethr of half an address': () => identityOf('did:ethr:0x1:0x1234'),
    'a did:ethr on a network that nobody knows': () => identityOf(`did:ethr:atlantis:${SOMEBODY}`),
    'a did:ethr on a chain without a known registry': () => identityOf(`did:ethr:0x2105:${SOMEBODY}`),
    'a registry that is none': () => identityOf(`did:ethr:0x1:${SOMEBODY}`, { registry: '0x1' }),
  }
  const refused = Object.entries(given).map(async ([name, make]) => [name, await refusal(make)])
  assert.deepEqual(Object.fromEntries(await Promise.all(refused)), {
    'an owner that is none': 'bad_input: owner: alice is not an address',
    'an owner of 41 digits': `bad_input: owner: ${SOMEBODY}0 is not an address`,
    'an owner with a letter of the wrong case':
      'bad_input: owner: 0x00000000219ab540356cBB839Cbe05303d7705FA is not an address',
    'an owner that is nobody': 'bad_input: owner: is the zero address, which ends the identity',
    'a delegate that is none': 'bad_input: delegate: 0x is not an address',
    'a type of 33 bytes': `bad_input: type: ${'t'.repeat(33)} has 33 bytes, the registry keeps 32`,
    'a name of 17 letters in 34 bytes': `bad_input: name: ${'é'.repeat(17)} has 34 bytes, the registry keeps 32`,
    'no name': 'bad_input: name: is empty',
    'a name with a zero byte': 'bad_input: name: has a zero byte in it',
    'no time': 'bad_input: valid: 0 seconds is not between a second and a hundred years',
    'time gone by': 'bad_input: valid: -1 seconds is not between a second and a hundred years',
    'a hundred years and a second': 'bad_input: valid: 3153600001 seconds is not between a second and a hundred years',
    'a service of two words': 'bad_input: type: my hub is not one word',
    'a service nowhere': 'bad_input: endpoint: is empty',
    'a service whose name is too long': `bad_input: name: did/svc/${'S'.repeat(25)} has 33 bytes, the registry keeps 32`,
    'an agent that is none': 'bad_input: id: eip155:1:0x8004/22 is not an agent id',
    'half a byte': 'bad_input: value: 0x123 is not hex',
    'a value that looks like bytes': 'bad_input: value: 0xyz is not hex',
    'no DID': 'bad_input: did: alice is not a DID',
    'a DID of no registry': 'bad_input: did: did:web:example.com is kept by no registry that we know',
    'a did:ethr of half an address': 'bad_input: did: did:ethr:0x1:0x1234 is not a DID',
    'a did:ethr on a network that nobody knows': `bad_input: did: did:ethr:atlantis:${SOMEBODY} is kept by no registry that we know`,
    'a did:ethr on a chain without a known registry': 'bad_input: registry: no didRegistry is known on eip155:8453',
    'a registry that is none': 'bad_input: registry: 0x1 is not an address',
  })
})

test('an identity is found by every spelling of its DID', () => {
  const key = '0x0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'
  const of = (did: string) => {
    const { address, ...where } = identityOf(did)
    return { ...where, did: didOf({ ...where, address }) }
  }
  const mainnet = { chain: 'eip155:1', registry: '0xdCa7EF03e98e0DC2B855bE647C39ABe984fcF21B', legacy: true }
  const did = 'did:ethr:0x1:0x7e5f4552091a69125d5dfcb7b8c2659029395bdf'
  assert.deepEqual(
    [of(`did:ethr:${key}`), of(`did:ethr:mainnet:${did.slice(13)}`), of(did)],
    Array(3).fill({ ...mainnet, did }),
  )
  assert.deepEqual(of(`did:ethr:sepolia:${did.slice(13)}`), {
    chain: 'eip155:11155111',
    registry: '0x03d5003bf0e79C5F5223588F347ebA39AfbC3818',
    legacy: false,
    did: 'did:ethr:0xaa36a7:0x7e5f4552091a69125d5dfcb7b8c2659029395bdf',
  })
})

/** The two ways by which an act of an owner reaches the chain. */
const WAYS = {
  'the owner sends it': async (owner: Person, act: Act) => sendAct(owner.identity, act, owner.sending),
  'somebody else sends it': async (owner: Person, act: Act) => {
    const payer = await chain.person()
    return sendSigned(await signNext(owner.identity, act, owner.sending), payer.sending)
  },
}

for (const [way, done] of Object.entries(WAYS)) {
  test(`every act does what it says where ${way}`, async () => {
    const isPaidByOther = way === 'somebody else sends it'
    // Without a coin it can sign, which is enough where another pays.
    const machine = await chain.person(isPaidByOther ? '0' : '10')
    const [friend, heir] = [await chain.person('0'), await chain.person(isPaidByOther ? '0' : '10')]
    const key = keyAttribute(friend.publicKey)
    const hub = serviceAttribute('Hub', 'https://hub.example')
    const longest = 't'.repeat(32)

    /** Does it and tells what the registry logged, and what it says now. */
    const tell = async (owner: Person, act: Act) => {
      const before = await chain.registry.read.nonce([owner.address])
      const sent = await done(owner, act)
      const { timestamp } = await chain.client.getBlock({ blockNumber: sent.block })
      const { changed, ...state } = await chain.stateOf(machine, VERI_KEY, friend.address)
      assert.equal(changed, sent.block)
      const counted = (await chain.registry.read.nonce([owner.address])) - before
      return { logs: logged(sent, timestamp), ...state, counted }
    }
    const told = (event: string, said: object, owner = machine.address, delegated = false) => ({
      logs: [[event, { identity: machine.address, ...said }]],
      owner,
      delegated,
      counted: isPaidByOther ? 1n : 0n,
    })
    const delegation = { delegate: friend.address, delegateType: 'veriKey' }
    const [DELEGATE, ATTRIBUTE, OWNER] = ['DIDDelegateChanged', 'DIDAttributeChanged', 'DIDOwnerChanged']
    assert.deepEqual(await tell(machine, addDelegate('veriKey', friend.address, DAY)), {
      ...told(DELEGATE, { ...delegation, validTo: DAY }, machine.address, true),
    })
    assert.deepEqual(
      await tell(machine, revokeDelegate('veriKey', friend.address)),
      told(DELEGATE, { ...delegation, validTo: 0n }),
    )
    assert.deepEqual(
      await tell(machine, addDelegate(longest, friend.address, 1n)),
      told(DELEGATE, { ...delegation, delegateType: longest, validTo: 1n }),
    )
    assert.deepEqual(
      await tell(machine, setAttribute(key, DAY)),
      told(ATTRIBUTE, { name: 'did/pub/Secp256k1/veriKey/hex', value: friend.publicKey.bytes, validTo: DAY }),
    )
    assert.deepEqual(
      await tell(machine, setAttribute(hub, 3_600n)),
      told(ATTRIBUTE, { name: 'did/svc/Hub', value: stringToHex('https://hub.example'), validTo: 3_600n }),
    )
    assert.deepEqual(
      await tell(machine, revokeAttribute(key)),
      told(ATTRIBUTE, { name: key.name, value: key.value, validTo: 0n }),
    )
    assert.deepEqual(
      await tell(machine, setAttribute(offerAttribute('ipfs://offer'), DAY)),
      told(ATTRIBUTE, { name: 'did/svc/Offer', value: stringToHex('ipfs://offer'), validTo: DAY }),
    )
    assert.deepEqual(await tell(machine, changeOwner(heir.address)), told(OWNER, { owner: heir.address }, heir.address))

    // From here on the identity is ruled by its heir, and by nobody else.
    const inherited = { ...heir, identity: machine.identity }
    const ask = refusal(done(machine, setAttribute(hub, DAY)))
    assert.equal(
      await ask,
      `bad_input: key: is the key of ${machine.address}, and ${machine.did} is owned by ${heir.address}`,
    )
    await assert.rejects(
      chain.client.call({ account: machine.address, ...didCall(machine.identity, setAttribute(hub, DAY)) }),
      /bad_actor/,
    )
    assert.deepEqual(
      await tell(inherited, setAttribute(hub, DAY)),
      told(ATTRIBUTE, { name: hub.name, value: hub.value, validTo: DAY }, heir.address),
    )
    const { owner } = await tell(inherited, deactivate())
    assert.equal(owner, machine.address, 'the contract takes an owner of zero for none')
  })
}
