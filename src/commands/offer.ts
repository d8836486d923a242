/** `portolan offer`: what a machine sells, drafted, signed, published, repriced and withdrawn. */
import { Command } from 'commander'
import { checkEnvironment } from '../config.ts'
import { clockTime } from '../core/time.ts'
import { checkedClaims, mustLast, signClaims } from '../write/offers.ts'
import { type Flags, machineKeyOf } from './input.ts'
import { type DraftFlags, draft, drafting } from './offerDraft.ts'
import { claimsIn, collect, tokenIn } from './offerInput.ts'
import { show, validate } from './offerJudge.ts'
import { type PublishFlags, publish, publishing } from './offerPublish.ts'
import { printedOffer, type RetireFlags, retire, type UpdateFlags, update } from './offerVersions.ts'
import { type Io, printJson, printPretty } from './output.ts'

const TOKEN = 'a token, its data: URI, a file of either or of what `offer sign` printed, or - for standard input'

/** The command group. */
export const offerCommand = (io: Io): Command => {
  const offer = new Command('offer').description('what a machine sells: draft, sign, publish, reprice and withdraw it')
  /** Every command first makes sure that the environment is as meant. */
  const does =
    <A extends unknown[]>(work: (...args: A) => Promise<void> | void) =>
    async (...args: A): Promise<void> => {
      checkEnvironment(io.env)
      await work(...args)
    }

  drafting(offer.command('draft'))
    .description('print complete claims, to be edited by hand')
    .action(does((flags: DraftFlags) => printPretty(io, draft(flags))))

  signed(offer.command('sign <claims>'))
    .description('check claims as a node does, and sign them; - reads standard input')
    .action(
      does(async (file: string, flags: KeyFlags) => {
        const claims = checkedClaims(claimsIn(file))
        mustLast(claims, clockTime())
        printJson(io, printedOffer(await signClaims(claims, machineKeyOf(flags, io.env), flags.kid)))
      }),
    )

  publishing(offer.command('publish'))
    .description('announce a signed offer on a chain, or hand it to a node')
    .argument('<token>', TOKEN)
    .action(does((token: string, flags: PublishFlags) => publish(tokenIn(token), flags, io)))

  signed(offer.command('update'))
    .description('print the next version of an offer: its claims or, with a key, its token')
    .argument('<offer>', 'claims, a token, or with --node a subject (did:..#name)')
    .option('--node <url>', 'the node that says which version rules the subject now')
    .option('--price <meter=amount[:currency]>', 'another price; repeatable', collect)
    .option('--nbf <time>', 'from when it holds, where that is later: 2026-12-01T00:00:00Z')
    .option('--valid <time>', 'for how long: 90d, 12h, 1y (default: as long as before)')
    .option('--seq <number>', 'its version (default: the next; give one where others are scheduled already)')
    .action(does((present: string, flags: UpdateFlags) => update(present, flags, io)))

  publishing(offer.command('retire'))
    .description('sign the withdrawal of an offer, and publish it where a carrier is named')
    .argument('<offer>', 'a token, or a subject (did:..#name) with --seq or --node')
    .option('--kid <kid>', KID)
    .option('--seq <number>', 'the version of the withdrawal (default: the next)')
    .option('--payer-key-file <file>', 'the key of whoever sends it, where that is not the key that signs')
    .action(does((present: string, flags: RetireFlags) => retire(present, flags, io)))

  offer
    .command('show')
    .description('print what a token says, unverified')
    .argument('<token>', TOKEN)
    .action(does((token: string) => show(tokenIn(token), io)))

  offer
    .command('validate')
    .description('say whether a node would take a token; fails where it would not')
    .argument('<token>', TOKEN)
    .option('--node <url>', 'ask this node, which reads registries and knows the other versions')
    .action(does((token: string, flags: { node?: string }) => validate(tokenIn(token), flags, io)))
  return offer
}

type KeyFlags = Flags & { readonly kid?: string }

const KID = 'under which name the issuer has the key: #delegate-1, or a whole DID URL (default: the one the DID names)'

const signed = (command: Command): Command =>
  command
    .option('--key-file <file>', 'file with the private key, as `did create` writes it (or PORTOLAN_KEY holds the key)')
    .option('--kid <kid>', KID)
