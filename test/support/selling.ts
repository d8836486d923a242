/** A chain with a board, both registries, and sellers whose offers are drafted and signed by commands. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hex } from 'viem'
import type { MachineKey } from '../../src/write/key.ts'
import { answer } from './commands.ts'
import { LOCAL, startWriting } from './writing.ts'

/** What `offer sign` prints. */
export type Signed = { offer: Hex; subject: string; seq: string; uri: string; token: string }

/** Starts it, with a folder for files. */
export const startSelling = async () => {
  const chain = await startWriting()
  const board = await chain.deploy('OfferBoard')
  const payer = await chain.person()
  const folder = mkdtempSync(join(tmpdir(), 'portolan-offer-'))
  const written = (name: string, content: object | string): string => {
    const file = join(folder, name)
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
    return file
  }
  const keyFile = (name: string, { publicKey: { kind }, privateKey }: MachineKey) => written(name, { kind, privateKey })
  const rpc = { PORTOLAN_RPC: chain.rpc }

  const asset = `${LOCAL}/erc20:0x00000000000000000000000000000000000000d1`
  const terms = ['--category', 'x:energy', '--meter', 'energy:kW.h', '--asset', asset, '--decimals', '6']
  const rest = ['--price', '0.43', '--url', 'https://cpo.example', '--pay-to', payer.address]
  /** An offer of this key. */
  const offered = async (name: string, key: MachineKey): Promise<Signed> => {
    const claims = await answer(['offer', 'draft', '--did', key.did, '--name', name, ...terms, ...rest])
    return answer(['offer', 'sign', written(`${name}.claims`, claims), '--key-file', keyFile(`${name}.key`, key)])
  }
  return {
    ...chain,
    board,
    there: ['--board', board.address],
    on: ['--registry', chain.registry.address],
    payer,
    paid: { ...rpc, PORTOLAN_KEY: payer.privateKey },
    env: rpc,
    folder,
    written,
    keyFile,
    offered,
    stop: async () => {
      rmSync(folder, { recursive: true })
      await chain.stop()
    },
  }
}
