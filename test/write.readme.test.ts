/** What README shows of writing identities, run as it stands in a shell, on a chain that stands in for Sepolia. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import {
  type Address,
  createTestClient,
  getContract,
  type Hex,
  hexToString,
  http,
  parseEther,
  publicActions,
  walletActions,
} from 'viem'
import { sepolia } from 'viem/chains'
import { startAnvil } from '../src/demo/anvil.ts'
import { contracts } from '../src/generated/contracts.ts'
import { knownContract } from '../src/write/identity.ts'
import { createKey } from '../src/write/key.ts'

const ROOT = resolve(import.meta.dirname, '..')
const { abi, bytecode } = contracts.EthereumDIDRegistry

test('a machine without coins says something, and somebody sends it', async () => {
  const anvil = await startAnvil({ args: ['--chain-id', `${sepolia.id}`] })
  const folder = mkdtempSync(join(tmpdir(), 'portolan-readme-'))
  after(async () => {
    rmSync(folder, { recursive: true })
    await anvil.stop()
  })
  const client = createTestClient({ mode: 'anvil', chain: sepolia, transport: http(anvil.url), pollingInterval: 10 })
    .extend(publicActions)
    .extend(walletActions)
  const [account] = await client.getAddresses()
  const hash = await client.deployContract({ abi, bytecode, account: account as Address })
  const { contractAddress } = await client.waitForTransactionReceipt({ hash })
  const code = (await client.getCode({ address: contractAddress as Address })) as Hex
  const address = knownContract('eip155:11155111', 'didRegistry')
  await client.setCode({ address, bytecode: code })

  const payer = createKey('secp256k1')
  await client.setBalance({ address: payer.address as Address, value: parseEther('1') })
  writeFileSync(join(folder, 'portolan'), `#!/bin/sh\nexec '${process.execPath}' '${ROOT}/src/main.ts' "$@"\n`)
  chmodSync(join(folder, 'portolan'), 0o755)
  const env = { PATH: `${folder}:${process.env.PATH}`, PORTOLAN_RPC: anvil.url, PORTOLAN_KEY: payer.privateKey }
  const shell = (command: string, more = {}) =>
    execFileSync('sh', ['-ec', command], { cwd: folder, encoding: 'utf8', env: { ...env, ...more } })

  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const [, block = ''] = /```sh\n(portolan did create.*?)```/s.exec(readme) ?? []
  const [create = '', ...others] = block.split('\n')
  const made = JSON.parse(shell(create))
  const sent = JSON.parse(shell(others.join('\n'), { DID: made.did }))
  const registry = getContract({ abi, address, client })
  const [log] = await registry.getEvents.DIDAttributeChanged({ identity: made.address })
  assert.deepEqual(
    {
      sent: log?.transactionHash,
      name: hexToString(log?.args.name ?? '0x', { size: 32 }),
      value: hexToString(log?.args.value ?? '0x'),
      coins: await client.getBalance({ address: made.address }),
    },
    { sent: sent.hash, name: 'did/svc/Hub', value: 'https://hub.example', coins: 0n },
  )
})
