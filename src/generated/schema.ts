import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { OriginRef, DocumentRef, Snapshot } from '../core/snapshot.ts';
import type { AgentParent, AgentMetadataParent, RegistrationParent, IdentityParent, IdentityEntryParent, PeriodParent } from '../modules/identity/tables.ts';
import type { OfferParent, AnnouncementParent } from '../modules/offers/tables.ts';
import type { Answer, QuoteParent, ExclusionParent, StandingParent, CauseParent } from '../modules/discovery/parents.ts';
import type { LinkParent, LinkClaimParent } from '../modules/links/tables.ts';
import type { ReputationParent, FeedbackParent, FeedbackResponseParent, ValidationParent, ValidationResponseParent } from '../modules/trust/tables.ts';
import type { Context } from '../core/context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** Unix seconds as ISO 8601 in UTC, e.g. 2026-11-22T09:00:00Z. */
  DateTime: { input: number; output: number; }
  /** An exact decimal as text, e.g. "0.0001". Never a float. */
  Decimal: { input: import('../core/rational.ts').Rational; output: import('../core/rational.ts').Rational | string; }
  /** An integer of any size as text. */
  BigInt: { input: bigint; output: bigint | number | string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
};

export type Query = {
  readonly __typename?: 'Query';
  /** Where every chain stands, and how well that is known. */
  readonly status: Status;
  /**
   * Who does this job under these rules for the least money in total. Trust is a gate, price ranks: among what passes, the
   * landed cost decides, then seconds to settle, then trust, then the subject. Every offer left out has its reason.
   */
  readonly quote: QuoteConnection;
  /** Agents of the indexed ERC-8004 registries. */
  readonly agents: AgentConnection;
  /** One agent by its id: eip155:<chain>:<registry>/<token>, or CAIP-19. */
  readonly agent: Maybe<Agent>;
  /**
   * What the registries say about a DID. Null only for a method this node cannot judge. A did:web has an answer although no
   * registry speaks of it: it may be named as evidence, and has neither controller nor keys here.
   */
  readonly identity: Maybe<Identity>;
  /** Identities that an ERC-1056 registry has spoken of, by DID. Of the others nothing is stored: they rule themselves. */
  readonly identities: IdentityConnection;
  /** Signed offers, one per subject: the one that rules it at the moment asked for. */
  readonly offers: OfferConnection;
  /** One offer by its subject (a DID URL) or by its offer id. */
  readonly offer: Maybe<Offer>;
  /**
   * What a DID resolves to (W3C DID Resolution): did:ethr from the index at any block, did:pkh and did:key computed, did:web
   * as it was last fetched. Errors are in `didResolutionMetadata`. The DID may carry `?versionId=` or `?versionTime=`.
   */
  readonly resolve: DidResolution;
  /**
   * Whether the key that a DID URL names may sign offers at the moment asked for: it is in the document's assertionMethod by
   * the strict profile, and of a kind that is verified here.
   */
  readonly maySign: Scalars['Boolean']['output'];
  /**
   * The reputation of an agent: its feedback and validations as exact facts. The score is null: this version computes
   * none, and unknown is never good.
   */
  readonly reputation: Maybe<Reputation>;
};


export type QueryQuoteArgs = {
  job: Job;
  policy?: InputMaybe<Policy>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOf>;
};


export type QueryAgentsArgs = {
  filter?: InputMaybe<AgentFilter>;
  orderBy?: InputMaybe<AgentOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOf>;
};


export type QueryAgentArgs = {
  id: Scalars['ID']['input'];
  asOf?: InputMaybe<AsOf>;
};


export type QueryIdentityArgs = {
  did: Scalars['ID']['input'];
  asOf?: InputMaybe<AsOf>;
};


export type QueryIdentitiesArgs = {
  filter?: InputMaybe<IdentityFilter>;
  orderBy?: InputMaybe<IdentityOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOf>;
};


export type QueryOffersArgs = {
  filter?: InputMaybe<OfferFilter>;
  orderBy?: InputMaybe<OfferOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOf>;
};


export type QueryOfferArgs = {
  id: Scalars['ID']['input'];
  asOf?: InputMaybe<AsOf>;
};


export type QueryResolveArgs = {
  did: Scalars['ID']['input'];
  accept?: InputMaybe<Scalars['String']['input']>;
  versionId?: InputMaybe<Scalars['String']['input']>;
  versionTime?: InputMaybe<Scalars['String']['input']>;
  profile?: InputMaybe<DidProfile>;
  asOf?: InputMaybe<AsOf>;
};


export type QueryMaySignArgs = {
  kid: Scalars['ID']['input'];
  asOf?: InputMaybe<AsOf>;
};


export type QueryReputationArgs = {
  id: Scalars['ID']['input'];
  asOf?: InputMaybe<AsOf>;
};

/**
 * The moment a question is about. By default: now, the newest indexed block of each chain.
 * Give chain and block (or hash), or time, or the heads of an earlier answer.
 */
export type AsOf = {
  /** CAIP-2. May be left out where only one chain is indexed. */
  readonly chain?: InputMaybe<Scalars['String']['input']>;
  /** This block of the chain; the other chains as of its time. Its header must be stored. */
  readonly block?: InputMaybe<Scalars['BigInt']['input']>;
  /** The block of the chain with this hash: an error if it has left the chain. */
  readonly hash?: InputMaybe<Scalars['String']['input']>;
  /** Each chain's last block at or before this time. */
  readonly time?: InputMaybe<Scalars['DateTime']['input']>;
  /** The heads of an earlier answer (`_meta.heads`). */
  readonly heads?: InputMaybe<ReadonlyArray<HeadInput>>;
  /** What this node knew of fetched documents at this time of its clock. */
  readonly knownAt?: InputMaybe<Scalars['DateTime']['input']>;
};

export type HeadInput = {
  readonly chain: Scalars['String']['input'];
  readonly number: Scalars['BigInt']['input'];
  readonly hash?: InputMaybe<Scalars['String']['input']>;
};

/** The moment an answer is about. */
export type Meta = {
  readonly __typename?: 'Meta';
  readonly heads: ReadonlyArray<Head>;
  /** What counts as now in the answer: the time asked for, or that of the newest head. */
  readonly now: Scalars['DateTime']['output'];
  /** Whether the newest head is older than it should be by the clock of this node. */
  readonly stale: Scalars['Boolean']['output'];
};

export type Head = {
  readonly __typename?: 'Head';
  readonly chain: Scalars['String']['output'];
  readonly number: Scalars['BigInt']['output'];
  readonly hash: Scalars['String']['output'];
  readonly time: Scalars['DateTime']['output'];
};

/** Where on a chain a fact was said. */
export type Origin = {
  readonly __typename?: 'Origin';
  /** CAIP-2. */
  readonly chain: Scalars['String']['output'];
  readonly block: Scalars['BigInt']['output'];
  readonly blockHash: Scalars['String']['output'];
  readonly time: Scalars['DateTime']['output'];
  readonly transaction: Scalars['String']['output'];
  readonly logIndex: Scalars['BigInt']['output'];
  readonly contract: Scalars['String']['output'];
};

export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor: Maybe<Scalars['String']['output']>;
  readonly endCursor: Maybe<Scalars['String']['output']>;
};

export type Status = {
  readonly __typename?: 'Status';
  readonly version: Scalars['String']['output'];
  readonly chains: ReadonlyArray<ChainStatus>;
  readonly documents: DocumentStatus;
};

export type ChainStatus = {
  readonly __typename?: 'ChainStatus';
  readonly chain: Scalars['String']['output'];
  readonly state: ChainState;
  /** Why the chain is halted. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** The newest indexed block; null before the first. */
  readonly head: Maybe<Head>;
  /** The newest block that will not change. */
  readonly final: Scalars['BigInt']['output'];
  /** The newest block that the RPC has shown. */
  readonly remote: Scalars['BigInt']['output'];
  readonly start: Scalars['BigInt']['output'];
  readonly commits: Scalars['BigInt']['output'];
  /** Which ranges of which contract have been read, and how well that is known. */
  readonly coverage: ReadonlyArray<Coverage>;
  /** Places where something before an event was not seen. */
  readonly gaps: Scalars['Int']['output'];
  /** Logs of our contracts that do not decode. */
  readonly rejected: Scalars['Int']['output'];
};

export type ChainState =
  | 'BACKFILL'
  | 'FOLLOWING'
  | 'HALTED';

export type Coverage = {
  readonly __typename?: 'Coverage';
  readonly contract: Scalars['String']['output'];
  readonly from: Scalars['BigInt']['output'];
  readonly to: Scalars['BigInt']['output'];
  readonly grade: CoverageGrade;
};

export type CoverageGrade =
  /** One endpoint said so. */
  | 'FETCHED'
  /** Two endpoints said so. */
  | 'CROSS_CHECKED'
  /** Recomputed from the roots in the block headers. */
  | 'PROVED';

export type DocumentStatus = {
  readonly __typename?: 'DocumentStatus';
  readonly known: Scalars['Int']['output'];
  readonly waiting: Scalars['Int']['output'];
};

/** A document behind a URI: fetched, bounded, checked, kept. What it says is a claim of its author. */
export type Document = {
  readonly __typename?: 'Document';
  readonly uri: Scalars['String']['output'];
  /** ok, or why there is nothing to read: unreachable, too-large, not-json, hash-mismatch, ... Null: not fetched yet. */
  readonly verdict: Maybe<Scalars['String']['output']>;
  readonly reason: Maybe<Scalars['String']['output']>;
  /** SHA-256 of the bytes. */
  readonly sha256: Maybe<Scalars['String']['output']>;
  readonly keccak256: Maybe<Scalars['String']['output']>;
  readonly bytes: Maybe<Scalars['Int']['output']>;
  readonly mediaType: Maybe<Scalars['String']['output']>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
};

/** What the buyer wants done, in quantities. */
export type Job = {
  readonly category: Scalars['String']['input'];
  /** One per meter. A meter that an offer prices and the job does not name excludes the offer: say 0 where none is needed. */
  readonly quantities: ReadonlyArray<Quantity>;
  readonly near?: InputMaybe<Near>;
  readonly spec?: InputMaybe<ReadonlyArray<SpecConstraint>>;
  /** How many times the job is bought. */
  readonly purchases?: InputMaybe<Scalars['Int']['input']>;
};

export type Quantity = {
  readonly meter: Scalars['String']['input'];
  readonly value: Scalars['Decimal']['input'];
  /** UCUM, e.g. kW.h */
  readonly unit: Scalars['String']['input'];
};

export type Near = {
  readonly latitude: Scalars['Decimal']['input'];
  readonly longitude: Scalars['Decimal']['input'];
  readonly withinMeters: Scalars['Int']['input'];
};

/** A condition on a property of the offer: equal to a text, or between two numbers of a unit. */
export type SpecConstraint = {
  readonly key: Scalars['String']['input'];
  readonly equals?: InputMaybe<Scalars['String']['input']>;
  readonly min?: InputMaybe<Scalars['Decimal']['input']>;
  readonly max?: InputMaybe<Scalars['Decimal']['input']>;
  readonly unit?: InputMaybe<Scalars['String']['input']>;
};

/** The buyer's rules. A list that is given admits nothing else. */
export type Policy = {
  /** ISO 4217: the currency in which costs are compared. */
  readonly reference?: InputMaybe<Scalars['String']['input']>;
  readonly maxTotal?: InputMaybe<Scalars['Decimal']['input']>;
  /** protocol/scheme, or protocol/* */
  readonly rails?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** CAIP-2 */
  readonly chains?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** CAIP-19 */
  readonly assets?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** DIDs */
  readonly allow?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** DIDs */
  readonly deny?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The least trust, parts per million. Unknown trust fails it unless unknownTrust says otherwise. */
  readonly minTrust?: InputMaybe<Scalars['Int']['input']>;
  /** The most seconds until the payment is settled. */
  readonly maxSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Landed costs above this need a rail with escrow. */
  readonly escrowAbove?: InputMaybe<Scalars['Decimal']['input']>;
  /** The oldest rate, seconds, that may price an asset. */
  readonly maxRateAge?: InputMaybe<Scalars['Int']['input']>;
  /** What is left of the buyer's budget. */
  readonly budgetLeft?: InputMaybe<Scalars['Decimal']['input']>;
  /** What the buyer stands to lose beside the price. */
  readonly valueAtRisk?: InputMaybe<Scalars['Decimal']['input']>;
  readonly unknownTrust?: InputMaybe<Scalars['Boolean']['input']>;
  /**
   * What a kilometre to the place of the offer costs the buyer, in the reference currency: it is added to the landed cost of
   * each purchase, so that the nearest and the cheapest are one order. Needs a job with a place.
   */
  readonly perKilometer?: InputMaybe<Scalars['Decimal']['input']>;
  /** Assets that count as worth a fixed amount, whatever feeds say of them. Without a peg no asset is ever taken at par. */
  readonly pegs?: InputMaybe<ReadonlyArray<Peg>>;
  /** Whether prices that nobody signed may be quoted. */
  readonly unsigned?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What one whole unit of an asset counts as, in the reference currency, because the buyer says so. */
export type Peg = {
  /** CAIP-19 */
  readonly asset: Scalars['String']['input'];
  readonly rate: Scalars['Decimal']['input'];
};

export type QuoteConnection = {
  readonly __typename?: 'QuoteConnection';
  readonly edges: ReadonlyArray<QuoteEdge>;
  readonly nodes: ReadonlyArray<Quote>;
  readonly pageInfo: PageInfo;
  readonly exclusions: ExclusionConnection;
  /** Everything beside the offers that the ranking was computed from. */
  readonly inputs: QuoteInputs;
  readonly _meta: Meta;
};


export type QuoteConnectionExclusionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type QuoteEdge = {
  readonly __typename?: 'QuoteEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Quote;
};

/** The landed cost of the job under one offer, by its best way to pay. */
export type Quote = {
  readonly __typename?: 'Quote';
  /** 1 is the pick. */
  readonly rank: Scalars['Int']['output'];
  readonly offer: Offer;
  readonly provider: Identity;
  /** What the seller gets for all purchases, in the asset it is paid in. */
  readonly total: Money;
  /** What the job costs the buyer: purchases x amount x rate + settlement + travel, rounded up once, for display. */
  readonly landed: Money;
  /** protocol/scheme */
  readonly rail: Scalars['String']['output'];
  /** How one purchase adds up. */
  readonly charge: ReadonlyArray<ChargeLine>;
  readonly settlement: Settlement;
  /** Great-circle metres from the place of the job; 0 inside an area, null where the job names no place. */
  readonly distanceMeters: Maybe<Scalars['Int']['output']>;
  /** What the way there costs the buyer for all purchases, part of landed; null where the policy puts no price on distance. */
  readonly travel: Maybe<Money>;
  /** Parts per million; null: unknown. */
  readonly trust: Maybe<Scalars['Int']['output']>;
  /** x402 payment requirements for one purchase, ready to be paid; null for other rails. */
  readonly accepts: Maybe<Scalars['JSON']['output']>;
};

export type Money = {
  readonly __typename?: 'Money';
  /** ISO 4217, or CAIP-19 */
  readonly currency: Scalars['String']['output'];
  readonly amount: Scalars['Decimal']['output'];
  /** In the smallest unit of the asset; null where there is no asset. */
  readonly atomic: Maybe<Scalars['BigInt']['output']>;
  /** CAIP-19 */
  readonly asset: Maybe<Scalars['String']['output']>;
};

/** One line of the arithmetic. The lines add up to the price of one purchase, exactly. */
export type ChargeLine = {
  readonly __typename?: 'ChargeLine';
  /** A meter of the tariff, or minimum, maximum, fee: what lifts, caps or adds to the sum of the meters. */
  readonly meter: Scalars['String']['output'];
  /** Quantity in the unit of the tariff, rounded up to its billing step; null for minimum, maximum and fee. */
  readonly quantity: Maybe<Scalars['Decimal']['output']>;
  readonly unit: Maybe<Scalars['String']['output']>;
  readonly amount: Scalars['Decimal']['output'];
  readonly currency: Scalars['String']['output'];
};

/** What paying costs the buyer beside the price. */
export type Settlement = {
  readonly __typename?: 'Settlement';
  readonly gas: Scalars['BigInt']['output'];
  /** Wei per gas; null where no gas is paid. */
  readonly gasPrice: Maybe<Scalars['BigInt']['output']>;
  readonly cost: Money;
  readonly seconds: Scalars['Int']['output'];
};

export type QuoteInputs = {
  readonly __typename?: 'QuoteInputs';
  readonly now: Scalars['DateTime']['output'];
  readonly rates: ReadonlyArray<RateInput>;
  readonly gas: ReadonlyArray<GasInput>;
  /** The pegs of the policy that priced something. */
  readonly pegs: ReadonlyArray<PegInput>;
};

/** What one whole unit of an asset counted as, because the policy says so. */
export type PegInput = {
  readonly __typename?: 'PegInput';
  /** CAIP-19 */
  readonly asset: Scalars['String']['output'];
  readonly rate: Scalars['Decimal']['output'];
};

/** A round of a feed: what one unit of the base is worth. */
export type RateInput = {
  readonly __typename?: 'RateInput';
  readonly base: Scalars['String']['output'];
  readonly quote: Scalars['String']['output'];
  /** answer / 10^decimals */
  readonly answer: Scalars['BigInt']['output'];
  readonly decimals: Scalars['Int']['output'];
  readonly round: Scalars['BigInt']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly origin: Origin;
};

export type GasInput = {
  readonly __typename?: 'GasInput';
  readonly chain: Scalars['String']['output'];
  /** Wei per gas: the base fee of the block. */
  readonly price: Scalars['BigInt']['output'];
  readonly block: Scalars['BigInt']['output'];
};

export type ExclusionConnection = {
  readonly __typename?: 'ExclusionConnection';
  readonly edges: ReadonlyArray<ExclusionEdge>;
  readonly nodes: ReadonlyArray<Exclusion>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type ExclusionEdge = {
  readonly __typename?: 'ExclusionEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Exclusion;
};

/** An offer that was left out: the reason of the way to pay that got furthest through the checks. */
export type Exclusion = {
  readonly __typename?: 'Exclusion';
  readonly offer: Offer;
  readonly reason: ExclusionReason;
  readonly detail: Scalars['String']['output'];
};

/** Why an offer is left out, in the order of the checks. */
export type ExclusionReason =
  /** Not in force: see offer.status. */
  | 'NOT_IN_FORCE'
  | 'PROVIDER_DENIED'
  | 'PROVIDER_NOT_ALLOWED'
  /** The job names a place and the offer none. */
  | 'PLACE_UNKNOWN'
  | 'TOO_FAR'
  | 'SPEC_MISSING'
  | 'SPEC_MISMATCH'
  /** The job needs something that the offer does not price. */
  | 'METER_UNKNOWN'
  /** The offer prices something that the job does not name. */
  | 'QUANTITY_MISSING'
  /** The job and the offer measure different things. */
  | 'INCOMMENSURABLE'
  | 'BELOW_MINIMUM'
  | 'ABOVE_MAXIMUM'
  | 'TRUST_UNKNOWN'
  | 'TRUST_TOO_LOW'
  | 'RAIL_NOT_ALLOWED'
  | 'CHAIN_NOT_ALLOWED'
  | 'ASSET_NOT_ALLOWED'
  /** No profile says what the rail costs on this chain. */
  | 'RAIL_UNKNOWN'
  /** No feed says what the asset is worth. */
  | 'RATE_MISSING'
  | 'RATE_STALE'
  | 'BELOW_RAIL_FLOOR'
  /** Gas is needed and its price unknown. */
  | 'GAS_UNKNOWN'
  | 'TOO_SLOW'
  | 'ESCROW_REQUIRED'
  | 'OVER_MAX_TOTAL'
  | 'OVER_BUDGET';

export type IdentityFilter = {
  /** CAIP-2. */
  readonly chain?: InputMaybe<Scalars['String']['input']>;
  /** The account that rules them. */
  readonly controller?: InputMaybe<Scalars['String']['input']>;
  /**
   * Who may sign for them now: the address of a delegate (veriKey or sigAuth), or the bytes of a public key in hex, points
   * compressed or not, with or without their multicodec prefix. Keys that an earlier owner left do not count.
   */
  readonly signer?: InputMaybe<Scalars['String']['input']>;
  readonly deactivated?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether a P-256 key may sign for them now. See `IdentityKey.hardwareBound` for what that suggests. */
  readonly hardwareBound?: InputMaybe<Scalars['Boolean']['input']>;
};

export type IdentityOrder =
  /** By chain, then by DID. */
  | 'ID_ASC'
  | 'ID_DESC';

export type IdentityConnection = {
  readonly __typename?: 'IdentityConnection';
  readonly edges: ReadonlyArray<IdentityEdge>;
  readonly nodes: ReadonlyArray<Identity>;
  readonly pageInfo: PageInfo;
  readonly _meta: Meta;
};

export type IdentityEdge = {
  readonly __typename?: 'IdentityEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Identity;
};

export type AgentFilter = {
  readonly chain?: InputMaybe<Scalars['String']['input']>;
  readonly registry?: InputMaybe<Scalars['String']['input']>;
  readonly owner?: InputMaybe<Scalars['String']['input']>;
  readonly wallet?: InputMaybe<Scalars['String']['input']>;
  /** The name in the registration file, exactly. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** What the registration file says of itself. An agent whose file does not say is matched by neither value. */
  readonly active?: InputMaybe<Scalars['Boolean']['input']>;
  readonly x402?: InputMaybe<Scalars['Boolean']['input']>;
};

export type AgentOrder =
  | 'MINTED_ASC'
  | 'MINTED_DESC';

export type AgentConnection = {
  readonly __typename?: 'AgentConnection';
  readonly edges: ReadonlyArray<AgentEdge>;
  readonly nodes: ReadonlyArray<Agent>;
  readonly pageInfo: PageInfo;
  readonly _meta: Meta;
};

export type AgentEdge = {
  readonly __typename?: 'AgentEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Agent;
};

/** An ERC-8004 agent. Everything but `registration` is a fact of the chain. */
export type Agent = {
  readonly __typename?: 'Agent';
  readonly id: Scalars['ID']['output'];
  readonly chain: Scalars['String']['output'];
  readonly registry: Scalars['String']['output'];
  readonly tokenId: Scalars['BigInt']['output'];
  readonly owner: Scalars['String']['output'];
  /** Where the agent is paid. Null: cleared, as every transfer does. */
  readonly wallet: Maybe<Scalars['String']['output']>;
  readonly walletProvenance: WalletProvenance;
  /** The account that may act for this token. */
  readonly approved: Maybe<Scalars['String']['output']>;
  /** The accounts that may act for every token of the owner. */
  readonly operators: ReadonlyArray<Scalars['String']['output']>;
  /** Null: none was ever given. */
  readonly uri: Maybe<Scalars['String']['output']>;
  readonly metadata: ReadonlyArray<AgentMetadata>;
  /** What the file behind the URI says. */
  readonly registration: Maybe<Registration>;
  /** The file itself: whether and when it was fetched. */
  readonly document: Maybe<Document>;
  readonly mintedAt: Origin;
  readonly updatedAt: Origin;
  /** Its owners, wallets and URIs, in the order they began. What a block both began and ended is not among them. */
  readonly history: PeriodConnection;
  /** The DIDs that this agent or the other names as belonging together, VERIFIED ones first, then by DID. At most 100. */
  readonly links: ReadonlyArray<Link>;
  readonly reputation: Reputation;
};


/** An ERC-8004 agent. Everything but `registration` is a fact of the chain. */
export type AgentHistoryArgs = {
  kinds?: InputMaybe<ReadonlyArray<PeriodKind>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type WalletProvenance =
  /** The account that registered the agent, by default: nobody proved it. */
  | 'DEFAULT_OWNER'
  /** The wallet signed for it (EIP-712 or ERC-1271). */
  | 'PROVEN'
  | 'CLEARED';

export type AgentMetadata = {
  readonly __typename?: 'AgentMetadata';
  readonly key: Scalars['String']['output'];
  /** 0x hex. */
  readonly value: Scalars['String']['output'];
  /** The value as text, where it is UTF-8. */
  readonly text: Maybe<Scalars['String']['output']>;
  readonly updatedAt: Origin;
};

/** A registration file: claims of its author, unchecked unless said otherwise. */
export type Registration = {
  readonly __typename?: 'Registration';
  readonly type: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly description: Maybe<Scalars['String']['output']>;
  readonly image: Maybe<Scalars['String']['output']>;
  /** Null: the file does not say. */
  readonly active: Maybe<Scalars['Boolean']['output']>;
  /** Null: the file does not say. */
  readonly x402: Maybe<Scalars['Boolean']['output']>;
  readonly services: ReadonlyArray<Service>;
  /** The agents this file says it is about. */
  readonly registrations: ReadonlyArray<Scalars['String']['output']>;
  /** Whether the file names this agent. Null: it names none. False: anybody's file may be pointed at. */
  readonly namesAgent: Maybe<Scalars['Boolean']['output']>;
  readonly supportedTrust: ReadonlyArray<Scalars['String']['output']>;
};

export type Service = {
  readonly __typename?: 'Service';
  readonly name: Scalars['String']['output'];
  readonly endpoint: Scalars['String']['output'];
  readonly version: Maybe<Scalars['String']['output']>;
};

/** A DID as the registries know it. */
export type Identity = {
  readonly __typename?: 'Identity';
  readonly did: Scalars['ID']['output'];
  readonly method: Scalars['String']['output'];
  /** CAIP-2; null for methods without one. */
  readonly chain: Maybe<Scalars['String']['output']>;
  /** The account that rules the identity; null for methods without one, and once deactivated. */
  readonly controller: Maybe<Scalars['String']['output']>;
  readonly deactivated: Scalars['Boolean']['output'];
  /** Whether an ERC-1056 event about it was seen. Without one it is its own controller. */
  readonly registered: Scalars['Boolean']['output'];
  /** The identity of the controller, on the same chain. Null: it rules itself, or nobody rules it. */
  readonly controllerIdentity: Maybe<Identity>;
  /** The identities that this one rules on its chain, itself excepted, by DID. */
  readonly controls: IdentityConnection;
  readonly keys: ReadonlyArray<IdentityKey>;
  readonly services: ReadonlyArray<IdentityService>;
  /** Its owners, keys, delegates and services, in the order they began. Events after a deactivation begin nothing. */
  readonly history: PeriodConnection;
  /** How many ERC-1056 events about it were seen. */
  readonly events: Scalars['Int']['output'];
  /** Places in its chain of events before which one was not seen: each event names the block of the one before it. */
  readonly gaps: Scalars['Int']['output'];
  /** The last event about it. Null: none was seen. */
  readonly updatedAt: Maybe<Origin>;
  /** The agents that this DID or the other names as belonging together, VERIFIED ones first, then by agent. At most 100. */
  readonly links: ReadonlyArray<Link>;
};


/** A DID as the registries know it. */
export type IdentityControlsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A DID as the registries know it. */
export type IdentityHistoryArgs = {
  kinds?: InputMaybe<ReadonlyArray<PeriodKind>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A delegate or key that is valid at the moment asked for. Delegates of any type are listed: they are permissions too. */
export type IdentityKey = {
  readonly __typename?: 'IdentityKey';
  /** The DID URL of the verification method. */
  readonly id: Scalars['ID']['output'];
  /** delegate or attribute. */
  readonly kind: Scalars['String']['output'];
  /** The type of a delegate (veriKey, sigAuth or any other), the name of an attribute (did/pub/Secp256k1/veriKey). */
  readonly name: Scalars['String']['output'];
  /** 0x hex: the address of a delegate, the bytes of a key. */
  readonly value: Scalars['String']['output'];
  readonly validTo: Maybe<Scalars['DateTime']['output']>;
  /** Set by an earlier owner: still in the DID document, but may not sign offers. */
  readonly inherited: Scalars['Boolean']['output'];
  /** Of a delegate, that of accounts. Null: unknown, or the bytes are no key of the curve they are said to be of. */
  readonly curve: Maybe<KeyCurve>;
  /**
   * Whether it is a P-256 key: what secure elements, TPMs and passkeys hold. That is what the sort of key suggests and no
   * evidence: anybody may make such a key in software.
   */
  readonly hardwareBound: Scalars['Boolean']['output'];
  /** What its name says it is for. Delegates of a type that did:ethr does not know have none. */
  readonly purposes: ReadonlyArray<KeyPurpose>;
  /** Whether it may sign offers at this moment: a sound key for assertions, of a curve we verify, set by the present owner. */
  readonly maySign: Scalars['Boolean']['output'];
  readonly updatedAt: Origin;
};

export type KeyCurve =
  | 'SECP256K1'
  | 'ED25519'
  | 'P256'
  | 'X25519';

/** Verification relationships of DID Core. */
export type KeyPurpose =
  | 'ASSERTION'
  | 'AUTHENTICATION'
  | 'KEY_AGREEMENT';

export type IdentityService = {
  readonly __typename?: 'IdentityService';
  readonly id: Scalars['ID']['output'];
  readonly type: Scalars['String']['output'];
  /** 0x hex. */
  readonly value: Scalars['String']['output'];
  readonly text: Maybe<Scalars['String']['output']>;
  readonly validTo: Maybe<Scalars['DateTime']['output']>;
  readonly updatedAt: Origin;
};

/** Something that held from one event to another. */
export type Period = {
  readonly __typename?: 'Period';
  readonly kind: PeriodKind;
  /** The type of a delegate, the name of an attribute. Null for other kinds. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** The DID URL of the key or service, as it was numbered by the event that began it. */
  readonly id: Maybe<Scalars['ID']['output']>;
  /** The address of an owner, wallet or delegate; the bytes of an attribute, 0x hex; a URI. */
  readonly value: Scalars['String']['output'];
  /** The event that began it. Null for the first owner of an identity, whom no event names: the identity itself. */
  readonly from: Maybe<Origin>;
  /** The event that ended it. Null: it still holds, or its time ran out without an event. */
  readonly to: Maybe<Origin>;
  /** Null: it still holds. */
  readonly ending: Maybe<PeriodEnding>;
  /** Until when it was to hold. Null: for ever. */
  readonly endsAt: Maybe<Scalars['DateTime']['output']>;
  /**
   * The change of owner that a key or service outlived: it stays in the DID document, but since then a key may not sign
   * offers. Null: there was none while it held.
   */
  readonly inheritedFrom: Maybe<Origin>;
};

export type PeriodKind =
  | 'OWNER'
  /** A delegate of any type, or a public key. */
  | 'KEY'
  | 'SERVICE'
  | 'WALLET'
  | 'URI';

export type PeriodEnding =
  /** Another took its place, or the same was set anew. */
  | 'REPLACED'
  | 'REVOKED'
  | 'EXPIRED'
  /** A transfer cleared it. */
  | 'OWNER_CHANGED'
  | 'DEACTIVATED';

export type PeriodConnection = {
  readonly __typename?: 'PeriodConnection';
  readonly edges: ReadonlyArray<PeriodEdge>;
  readonly nodes: ReadonlyArray<Period>;
  readonly pageInfo: PageInfo;
};

export type PeriodEdge = {
  readonly __typename?: 'PeriodEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Period;
};

/**
 * An agent and a DID of which at least one says now that they belong together. Only a VERIFIED link is a reason to believe it:
 * anybody can name a famous agent or DID.
 */
export type Link = {
  readonly __typename?: 'Link';
  /** The agent, also where it is not indexed here. */
  readonly agentId: Scalars['ID']['output'];
  /** Null: it is not indexed here. */
  readonly agent: Maybe<Agent>;
  /** The DID in our spelling; a did:ethr by its address. */
  readonly did: Scalars['ID']['output'];
  /** Null: this node cannot judge the DID. */
  readonly identity: Maybe<Identity>;
  /** What the claims of the two sides amount to at the moment asked for. */
  readonly state: LinkState;
  /** What each side says or once said, those of the agent first. */
  readonly claims: ReadonlyArray<LinkClaim>;
};

export type LinkState =
  /** Each side says so now, and said it under its present owner. */
  | 'VERIFIED'
  /** One side still says so; the other did, and has withdrawn it, let it expire, or is no more. */
  | 'BROKEN'
  /** A side that still says so said it under an earlier owner, and none has withdrawn. */
  | 'STALE'
  /** One side says so, the other never did. */
  | 'CLAIMED';

/** What one side says of the other. An agent is transferred and a DID changes its owner: what was said before is of the earlier one. */
export type LinkClaim = {
  readonly __typename?: 'LinkClaim';
  /** Who says it. */
  readonly by: LinkSide;
  /** Where it is said. */
  readonly carrier: LinkCarrier;
  /** Whether it holds. */
  readonly standing: LinkStanding;
  /** The event that said it; for a registration file, the one that set its URI. Null: no event did (ACCOUNT, DOCUMENT). */
  readonly origin: Maybe<Origin>;
  /** The file or DID document that says it: a claim of its author, with the date of its fetch. Null: it is said on chain. */
  readonly document: Maybe<Document>;
};

export type LinkSide =
  | 'AGENT'
  | 'DID';

export type LinkCarrier =
  /** By the DID: the ERC-1056 attribute did/svc/ERC8004, whose value is the id of an agent. */
  | 'ATTRIBUTE'
  /** By the agent: its metadata under the key did, whose value is a DID. */
  | 'METADATA'
  /** By the agent: a service named DID in the registration file behind its URI. */
  | 'REGISTRATION_FILE'
  /** By the DID, a did:pkh: its account owns the agent, or proved to be its wallet. It need not be said. */
  | 'ACCOUNT'
  /** By the DID, a did:web: its document names the agent in alsoKnownAs, or as the endpoint of a service of type ERC8004. */
  | 'DOCUMENT';

export type LinkStanding =
  /** Said by its present owner, and not withdrawn. */
  | 'HELD'
  /** Said by an earlier owner, and not withdrawn. */
  | 'STALE'
  /** Withdrawn, replaced by another, expired, or of an agent or DID that is no more. */
  | 'ENDED';

export type OfferFilter = {
  readonly category?: InputMaybe<Scalars['String']['input']>;
  /** The DID that promises. */
  readonly issuer?: InputMaybe<Scalars['ID']['input']>;
  readonly status?: InputMaybe<ReadonlyArray<OfferStatus>>;
};

export type OfferOrder =
  | 'SUBJECT_ASC'
  | 'SUBJECT_DESC';

export type OfferConnection = {
  readonly __typename?: 'OfferConnection';
  readonly edges: ReadonlyArray<OfferEdge>;
  readonly nodes: ReadonlyArray<Offer>;
  readonly pageInfo: PageInfo;
  readonly _meta: Meta;
};

export type OfferEdge = {
  readonly __typename?: 'OfferEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Offer;
};

/** A promise to serve at a price, signed by its issuer and announced on chain. */
export type Offer = {
  readonly __typename?: 'Offer';
  /** keccak-256 of the signing input of the token. */
  readonly id: Scalars['ID']['output'];
  /** The issuer's DID, # and a name: what newer versions supersede. */
  readonly subject: Scalars['ID']['output'];
  readonly issuer: Identity;
  readonly sequence: Scalars['BigInt']['output'];
  readonly status: OfferStatus;
  readonly name: Scalars['String']['output'];
  readonly categories: ReadonlyArray<Scalars['String']['output']>;
  /** How to reach it. Null for a withdrawal. */
  readonly endpoint: Maybe<OfferEndpoint>;
  /** Where it is delivered: GeoJSON. */
  readonly area: Maybe<Scalars['JSON']['output']>;
  readonly spec: Maybe<Scalars['JSON']['output']>;
  readonly tariff: ReadonlyArray<TariffLine>;
  readonly min: ReadonlyArray<Price>;
  readonly max: ReadonlyArray<Price>;
  readonly pay: ReadonlyArray<PayEntry>;
  readonly startsAt: Scalars['DateTime']['output'];
  readonly expiresAt: Maybe<Scalars['DateTime']['output']>;
  readonly source: OfferSource;
  readonly announcements: ReadonlyArray<Announcement>;
  /** The key that signed it. */
  readonly kid: Scalars['String']['output'];
  /** The token itself, to be verified without us. */
  readonly token: Scalars['String']['output'];
  readonly knownAt: Scalars['DateTime']['output'];
};

export type OfferStatus =
  | 'IN_FORCE'
  /** Its time has not come. */
  | 'SCHEDULED'
  | 'EXPIRED'
  | 'WITHDRAWN'
  /** Two different offers under one sequence number: neither counts. */
  | 'EQUIVOCATED'
  /** The key that signed it is no longer the issuer's to use. */
  | 'KEY_ENDED'
  /** No announcement of it stands any more. */
  | 'UNANNOUNCED';

export type OfferSource =
  | 'ANNOUNCED'
  | 'SUBMITTED';

export type OfferEndpoint = {
  readonly __typename?: 'OfferEndpoint';
  readonly by: Scalars['String']['output'];
  readonly url: Scalars['String']['output'];
  readonly tool: Maybe<Scalars['String']['output']>;
  readonly doc: Maybe<Scalars['String']['output']>;
  readonly sum: Maybe<Scalars['String']['output']>;
};

export type TariffLine = {
  readonly __typename?: 'TariffLine';
  readonly meter: Scalars['String']['output'];
  /** UCUM. */
  readonly unit: Scalars['String']['output'];
  readonly per: Maybe<Scalars['Decimal']['output']>;
  readonly step: Maybe<Scalars['Decimal']['output']>;
  readonly lo: Maybe<Scalars['Decimal']['output']>;
  readonly hi: Maybe<Scalars['Decimal']['output']>;
  readonly rates: ReadonlyArray<Rate>;
};

export type Rate = {
  readonly __typename?: 'Rate';
  readonly from: Scalars['Decimal']['output'];
  readonly price: ReadonlyArray<Price>;
};

export type Price = {
  readonly __typename?: 'Price';
  /** ISO 4217, or CAIP-19 for atomic units of an asset. */
  readonly currency: Scalars['String']['output'];
  readonly amount: Scalars['Decimal']['output'];
};

export type PayEntry = {
  readonly __typename?: 'PayEntry';
  /** protocol/scheme */
  readonly via: Scalars['String']['output'];
  /** CAIP-19 */
  readonly asset: Scalars['String']['output'];
  readonly decimals: Scalars['Int']['output'];
  readonly currency: Scalars['String']['output'];
  readonly payTo: Scalars['String']['output'];
  readonly ttlSeconds: Scalars['Int']['output'];
  readonly fee: Maybe<Scalars['Decimal']['output']>;
  readonly escrow: Maybe<Scalars['JSON']['output']>;
  readonly extra: Maybe<Scalars['JSON']['output']>;
};

export type Announcement = {
  readonly __typename?: 'Announcement';
  readonly carrier: AnnouncementCarrier;
  /** The board, DID or agent that carries it. */
  readonly place: Scalars['String']['output'];
  readonly uri: Scalars['String']['output'];
  readonly announcer: Maybe<Scalars['String']['output']>;
  /** Whether it still stands at the moment asked for. */
  readonly stands: Scalars['Boolean']['output'];
  readonly announcedAt: Origin;
};

export type AnnouncementCarrier =
  | 'BOARD'
  | 'DID'
  | 'AGENT';

export type DidProfile =
  /**
   * As ETHR, without its dangers: a revocation holds at its own block, bytes that are no public key are none, and what an
   * earlier owner left behind signs nothing.
   */
  | 'STRICT'
  /** To the byte what ethr-did-resolver 14.1.2 answers, at the time of the newest indexed block in place of a local clock. */
  | 'ETHR';

export type DidResolution = {
  readonly __typename?: 'DidResolution';
  /** Null where there is an error. */
  readonly didDocument: Maybe<Scalars['JSON']['output']>;
  readonly didDocumentMetadata: Scalars['JSON']['output'];
  readonly didResolutionMetadata: Scalars['JSON']['output'];
  readonly _meta: Meta;
};

/**
 * Streams of events over SSE: ask with `accept: text/event-stream`, one subscription a connection (the distinct connections
 * mode of GraphQL over SSE). A client that reads slowly is told the newest state, not every state between.
 */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** The newest heads: those of every chain at once, then each chain's when it has moved. */
  readonly heads: HeadsEvent;
  /**
   * Who does this job for the least money in total, at once and whenever that changes: another offer, another price, another
   * way to pay. A rate or a gas price that only moves the landed cost counts, unless it moves it by less than minChange.
   */
  readonly standingQuote: StandingQuote;
};


/**
 * Streams of events over SSE: ask with `accept: text/event-stream`, one subscription a connection (the distinct connections
 * mode of GraphQL over SSE). A client that reads slowly is told the newest state, not every state between.
 */
export type SubscriptionStandingQuoteArgs = {
  job: Job;
  policy?: InputMaybe<Policy>;
  minChange?: InputMaybe<Scalars['Decimal']['input']>;
};

export type HeadsEvent = {
  readonly __typename?: 'HeadsEvent';
  /** The heads of the chains that moved. */
  readonly heads: ReadonlyArray<Head>;
  /** Heads that were told of and have left their chain since. */
  readonly reverted: ReadonlyArray<Head>;
};

/** The winner at the newest heads, told because it is not what was told before. */
export type StandingQuote = {
  readonly __typename?: 'StandingQuote';
  readonly kind: StandingKind;
  /** The winner; null where nothing passes. */
  readonly quote: Maybe<Quote>;
  /** What was told before; null where that was nothing. */
  readonly previous: Maybe<PreviousQuote>;
  /**
   * What lies between this moment and the one before and concerns the former winner or the present one, at most 20.
   * Empty in the first event.
   */
  readonly cause: ReadonlyArray<Cause>;
  /** The heads that the event before rested on and that have left their chain. */
  readonly reverted: ReadonlyArray<Head>;
  /** Everything beside the offer that the quote was computed from. */
  readonly inputs: QuoteInputs;
  readonly _meta: Meta;
};

export type StandingKind =
  /** The present answer, told at once. */
  | 'FIRST'
  | 'CHANGED'
  /** Nothing passes any more. */
  | 'GONE'
  /**
   * The event before rested on blocks that have left their chain, and this is what holds now. An answer that a reorg leaves
   * as it was is not told again: it then rests on the blocks that took their place.
   */
  | 'REVERTED';

export type PreviousQuote = {
  readonly __typename?: 'PreviousQuote';
  /** The offer id. */
  readonly offer: Scalars['ID']['output'];
  readonly subject: Scalars['ID']['output'];
  readonly landed: Money;
  /** protocol/scheme */
  readonly rail: Scalars['String']['output'];
};

export type Cause = {
  readonly __typename?: 'Cause';
  readonly kind: CauseKind;
  /** What it was about: the subject of an offer, the DID of an issuer, the two sides of a feed, an asset, or a chain. */
  readonly about: Scalars['String']['output'];
  /** CAIP-2; null where only time passed. */
  readonly chain: Maybe<Scalars['String']['output']>;
  /** Null where only time passed. */
  readonly block: Maybe<Scalars['BigInt']['output']>;
  /** The event; null where there is none. */
  readonly origin: Maybe<Origin>;
};

export type CauseKind =
  /**
   * An announcement: of an offer, of a newer one under the same subject, of its withdrawal, or the end of an announcement.
   * A document may be read later than it is announced: the block may be an older one.
   */
  | 'OFFER'
  /** A round of a feed that prices the asset or the gas. */
  | 'RATE'
  /** An event of the issuer's identity: its owner or its keys. */
  | 'KEY'
  /** Time passed: an offer began. */
  | 'START'
  /** Time passed: an offer, its announcement, its key or a rate came to its end. */
  | 'EXPIRY'
  /** The base fee of the head is not what it was. */
  | 'GAS'
  /** The block has left its chain. */
  | 'REORG';

export type Reputation = {
  readonly __typename?: 'Reputation';
  readonly agent: Scalars['ID']['output'];
  /** Parts per million; null: unknown. */
  readonly score: Maybe<Scalars['Int']['output']>;
  readonly feedbackCount: Scalars['Int']['output'];
  readonly revokedCount: Scalars['Int']['output'];
  /** How many accounts gave the feedback that stands. */
  readonly reviewerCount: Scalars['Int']['output'];
  readonly feedback: FeedbackConnection;
  readonly validations: ValidationConnection;
};


export type ReputationFeedbackArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type ReputationValidationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type FeedbackConnection = {
  readonly __typename?: 'FeedbackConnection';
  readonly edges: ReadonlyArray<FeedbackEdge>;
  readonly nodes: ReadonlyArray<Feedback>;
  readonly pageInfo: PageInfo;
};

export type FeedbackEdge = {
  readonly __typename?: 'FeedbackEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Feedback;
};

/** What one reviewer said on chain. What a value means depends on its tag: they are never added up across tags. */
export type Feedback = {
  readonly __typename?: 'Feedback';
  readonly id: Scalars['ID']['output'];
  readonly registry: Scalars['String']['output'];
  readonly clientAddress: Scalars['String']['output'];
  readonly index: Scalars['BigInt']['output'];
  /** value / 10^decimals, exactly. */
  readonly value: Scalars['Decimal']['output'];
  readonly rawValue: Scalars['BigInt']['output'];
  readonly decimals: Scalars['Int']['output'];
  readonly tag1: Scalars['String']['output'];
  readonly tag2: Scalars['String']['output'];
  readonly endpoint: Scalars['String']['output'];
  readonly uri: Scalars['String']['output'];
  readonly hash: Scalars['String']['output'];
  readonly revoked: Scalars['Boolean']['output'];
  readonly givenAt: Origin;
  readonly revokedAt: Maybe<Origin>;
  readonly responses: ReadonlyArray<FeedbackResponse>;
};

export type FeedbackResponse = {
  readonly __typename?: 'FeedbackResponse';
  readonly responder: Scalars['String']['output'];
  readonly uri: Scalars['String']['output'];
  readonly hash: Scalars['String']['output'];
  readonly givenAt: Origin;
};

export type ValidationConnection = {
  readonly __typename?: 'ValidationConnection';
  readonly edges: ReadonlyArray<ValidationEdge>;
  readonly nodes: ReadonlyArray<Validation>;
  readonly pageInfo: PageInfo;
};

export type ValidationEdge = {
  readonly __typename?: 'ValidationEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Validation;
};

export type Validation = {
  readonly __typename?: 'Validation';
  readonly id: Scalars['ID']['output'];
  readonly registry: Scalars['String']['output'];
  readonly validator: Scalars['String']['output'];
  readonly uri: Scalars['String']['output'];
  readonly requestHash: Scalars['String']['output'];
  readonly requestedAt: Origin;
  /** Every answer, in order. None: it is pending. 0 is an answer. */
  readonly responses: ReadonlyArray<ValidationResponse>;
};

export type ValidationResponse = {
  readonly __typename?: 'ValidationResponse';
  readonly response: Scalars['Int']['output'];
  readonly uri: Scalars['String']['output'];
  readonly hash: Scalars['String']['output'];
  readonly tag: Scalars['String']['output'];
  readonly givenAt: Origin;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  BigInt: ResolverTypeWrapper<Scalars['BigInt']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  AsOf: AsOf;
  HeadInput: HeadInput;
  Meta: ResolverTypeWrapper<Snapshot>;
  Head: ResolverTypeWrapper<Head>;
  Origin: ResolverTypeWrapper<OriginRef>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Status: ResolverTypeWrapper<Status>;
  ChainStatus: ResolverTypeWrapper<ChainStatus>;
  ChainState: ChainState;
  Coverage: ResolverTypeWrapper<Coverage>;
  CoverageGrade: CoverageGrade;
  DocumentStatus: ResolverTypeWrapper<DocumentStatus>;
  Document: ResolverTypeWrapper<DocumentRef>;
  Job: Job;
  Quantity: Quantity;
  Near: Near;
  SpecConstraint: SpecConstraint;
  Policy: Policy;
  Peg: Peg;
  QuoteConnection: ResolverTypeWrapper<Answer>;
  QuoteEdge: ResolverTypeWrapper<Omit<QuoteEdge, 'node'> & { node: ResolversTypes['Quote'] }>;
  Quote: ResolverTypeWrapper<QuoteParent>;
  Money: ResolverTypeWrapper<Money>;
  ChargeLine: ResolverTypeWrapper<ChargeLine>;
  Settlement: ResolverTypeWrapper<Settlement>;
  QuoteInputs: ResolverTypeWrapper<Omit<QuoteInputs, 'rates'> & { rates: ReadonlyArray<ResolversTypes['RateInput']> }>;
  PegInput: ResolverTypeWrapper<PegInput>;
  RateInput: ResolverTypeWrapper<Omit<RateInput, 'origin'> & { origin: ResolversTypes['Origin'] }>;
  GasInput: ResolverTypeWrapper<GasInput>;
  ExclusionConnection: ResolverTypeWrapper<Omit<ExclusionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ExclusionEdge']>, nodes: ReadonlyArray<ResolversTypes['Exclusion']> }>;
  ExclusionEdge: ResolverTypeWrapper<Omit<ExclusionEdge, 'node'> & { node: ResolversTypes['Exclusion'] }>;
  Exclusion: ResolverTypeWrapper<ExclusionParent>;
  ExclusionReason: ExclusionReason;
  IdentityFilter: IdentityFilter;
  IdentityOrder: IdentityOrder;
  IdentityConnection: ResolverTypeWrapper<Omit<IdentityConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversTypes['IdentityEdge']>, nodes: ReadonlyArray<ResolversTypes['Identity']>, _meta: ResolversTypes['Meta'] }>;
  IdentityEdge: ResolverTypeWrapper<Omit<IdentityEdge, 'node'> & { node: ResolversTypes['Identity'] }>;
  AgentFilter: AgentFilter;
  AgentOrder: AgentOrder;
  AgentConnection: ResolverTypeWrapper<Omit<AgentConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversTypes['AgentEdge']>, nodes: ReadonlyArray<ResolversTypes['Agent']>, _meta: ResolversTypes['Meta'] }>;
  AgentEdge: ResolverTypeWrapper<Omit<AgentEdge, 'node'> & { node: ResolversTypes['Agent'] }>;
  Agent: ResolverTypeWrapper<AgentParent>;
  WalletProvenance: WalletProvenance;
  AgentMetadata: ResolverTypeWrapper<AgentMetadataParent>;
  Registration: ResolverTypeWrapper<RegistrationParent>;
  Service: ResolverTypeWrapper<Service>;
  Identity: ResolverTypeWrapper<IdentityParent>;
  IdentityKey: ResolverTypeWrapper<IdentityEntryParent>;
  KeyCurve: KeyCurve;
  KeyPurpose: KeyPurpose;
  IdentityService: ResolverTypeWrapper<IdentityEntryParent>;
  Period: ResolverTypeWrapper<PeriodParent>;
  PeriodKind: PeriodKind;
  PeriodEnding: PeriodEnding;
  PeriodConnection: ResolverTypeWrapper<Omit<PeriodConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['PeriodEdge']>, nodes: ReadonlyArray<ResolversTypes['Period']> }>;
  PeriodEdge: ResolverTypeWrapper<Omit<PeriodEdge, 'node'> & { node: ResolversTypes['Period'] }>;
  Link: ResolverTypeWrapper<LinkParent>;
  LinkState: LinkState;
  LinkClaim: ResolverTypeWrapper<LinkClaimParent>;
  LinkSide: LinkSide;
  LinkCarrier: LinkCarrier;
  LinkStanding: LinkStanding;
  OfferFilter: OfferFilter;
  OfferOrder: OfferOrder;
  OfferConnection: ResolverTypeWrapper<Omit<OfferConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversTypes['OfferEdge']>, nodes: ReadonlyArray<ResolversTypes['Offer']>, _meta: ResolversTypes['Meta'] }>;
  OfferEdge: ResolverTypeWrapper<Omit<OfferEdge, 'node'> & { node: ResolversTypes['Offer'] }>;
  Offer: ResolverTypeWrapper<OfferParent>;
  OfferStatus: OfferStatus;
  OfferSource: OfferSource;
  OfferEndpoint: ResolverTypeWrapper<OfferEndpoint>;
  TariffLine: ResolverTypeWrapper<TariffLine>;
  Rate: ResolverTypeWrapper<Rate>;
  Price: ResolverTypeWrapper<Price>;
  PayEntry: ResolverTypeWrapper<PayEntry>;
  Announcement: ResolverTypeWrapper<AnnouncementParent>;
  AnnouncementCarrier: AnnouncementCarrier;
  DidProfile: DidProfile;
  DidResolution: ResolverTypeWrapper<Omit<DidResolution, '_meta'> & { _meta: ResolversTypes['Meta'] }>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  HeadsEvent: ResolverTypeWrapper<HeadsEvent>;
  StandingQuote: ResolverTypeWrapper<StandingParent>;
  StandingKind: StandingKind;
  PreviousQuote: ResolverTypeWrapper<PreviousQuote>;
  Cause: ResolverTypeWrapper<CauseParent>;
  CauseKind: CauseKind;
  Reputation: ResolverTypeWrapper<ReputationParent>;
  FeedbackConnection: ResolverTypeWrapper<Omit<FeedbackConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['FeedbackEdge']>, nodes: ReadonlyArray<ResolversTypes['Feedback']> }>;
  FeedbackEdge: ResolverTypeWrapper<Omit<FeedbackEdge, 'node'> & { node: ResolversTypes['Feedback'] }>;
  Feedback: ResolverTypeWrapper<FeedbackParent>;
  FeedbackResponse: ResolverTypeWrapper<FeedbackResponseParent>;
  ValidationConnection: ResolverTypeWrapper<Omit<ValidationConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ValidationEdge']>, nodes: ReadonlyArray<ResolversTypes['Validation']> }>;
  ValidationEdge: ResolverTypeWrapper<Omit<ValidationEdge, 'node'> & { node: ResolversTypes['Validation'] }>;
  Validation: ResolverTypeWrapper<ValidationParent>;
  ValidationResponse: ResolverTypeWrapper<ValidationResponseParent>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  BigInt: Scalars['BigInt']['output'];
  JSON: Scalars['JSON']['output'];
  Query: Record<PropertyKey, never>;
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
  ID: Scalars['ID']['output'];
  Boolean: Scalars['Boolean']['output'];
  AsOf: AsOf;
  HeadInput: HeadInput;
  Meta: Snapshot;
  Head: Head;
  Origin: OriginRef;
  PageInfo: PageInfo;
  Status: Status;
  ChainStatus: ChainStatus;
  Coverage: Coverage;
  DocumentStatus: DocumentStatus;
  Document: DocumentRef;
  Job: Job;
  Quantity: Quantity;
  Near: Near;
  SpecConstraint: SpecConstraint;
  Policy: Policy;
  Peg: Peg;
  QuoteConnection: Answer;
  QuoteEdge: Omit<QuoteEdge, 'node'> & { node: ResolversParentTypes['Quote'] };
  Quote: QuoteParent;
  Money: Money;
  ChargeLine: ChargeLine;
  Settlement: Settlement;
  QuoteInputs: Omit<QuoteInputs, 'rates'> & { rates: ReadonlyArray<ResolversParentTypes['RateInput']> };
  PegInput: PegInput;
  RateInput: Omit<RateInput, 'origin'> & { origin: ResolversParentTypes['Origin'] };
  GasInput: GasInput;
  ExclusionConnection: Omit<ExclusionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ExclusionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Exclusion']> };
  ExclusionEdge: Omit<ExclusionEdge, 'node'> & { node: ResolversParentTypes['Exclusion'] };
  Exclusion: ExclusionParent;
  IdentityFilter: IdentityFilter;
  IdentityConnection: Omit<IdentityConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversParentTypes['IdentityEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Identity']>, _meta: ResolversParentTypes['Meta'] };
  IdentityEdge: Omit<IdentityEdge, 'node'> & { node: ResolversParentTypes['Identity'] };
  AgentFilter: AgentFilter;
  AgentConnection: Omit<AgentConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversParentTypes['AgentEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Agent']>, _meta: ResolversParentTypes['Meta'] };
  AgentEdge: Omit<AgentEdge, 'node'> & { node: ResolversParentTypes['Agent'] };
  Agent: AgentParent;
  AgentMetadata: AgentMetadataParent;
  Registration: RegistrationParent;
  Service: Service;
  Identity: IdentityParent;
  IdentityKey: IdentityEntryParent;
  IdentityService: IdentityEntryParent;
  Period: PeriodParent;
  PeriodConnection: Omit<PeriodConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['PeriodEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Period']> };
  PeriodEdge: Omit<PeriodEdge, 'node'> & { node: ResolversParentTypes['Period'] };
  Link: LinkParent;
  LinkClaim: LinkClaimParent;
  OfferFilter: OfferFilter;
  OfferConnection: Omit<OfferConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversParentTypes['OfferEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Offer']>, _meta: ResolversParentTypes['Meta'] };
  OfferEdge: Omit<OfferEdge, 'node'> & { node: ResolversParentTypes['Offer'] };
  Offer: OfferParent;
  OfferEndpoint: OfferEndpoint;
  TariffLine: TariffLine;
  Rate: Rate;
  Price: Price;
  PayEntry: PayEntry;
  Announcement: AnnouncementParent;
  DidResolution: Omit<DidResolution, '_meta'> & { _meta: ResolversParentTypes['Meta'] };
  Subscription: Record<PropertyKey, never>;
  HeadsEvent: HeadsEvent;
  StandingQuote: StandingParent;
  PreviousQuote: PreviousQuote;
  Cause: CauseParent;
  Reputation: ReputationParent;
  FeedbackConnection: Omit<FeedbackConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['FeedbackEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Feedback']> };
  FeedbackEdge: Omit<FeedbackEdge, 'node'> & { node: ResolversParentTypes['Feedback'] };
  Feedback: FeedbackParent;
  FeedbackResponse: FeedbackResponseParent;
  ValidationConnection: Omit<ValidationConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ValidationEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Validation']> };
  ValidationEdge: Omit<ValidationEdge, 'node'> & { node: ResolversParentTypes['Validation'] };
  Validation: ValidationParent;
  ValidationResponse: ValidationResponseParent;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  status?: Resolver<ResolversTypes['Status'], ParentType, ContextType>;
  quote?: Resolver<ResolversTypes['QuoteConnection'], ParentType, ContextType, RequireFields<QueryQuoteArgs, 'job' | 'first'>>;
  agents?: Resolver<ResolversTypes['AgentConnection'], ParentType, ContextType, RequireFields<QueryAgentsArgs, 'orderBy' | 'first'>>;
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType, RequireFields<QueryAgentArgs, 'id'>>;
  identity?: Resolver<Maybe<ResolversTypes['Identity']>, ParentType, ContextType, RequireFields<QueryIdentityArgs, 'did'>>;
  identities?: Resolver<ResolversTypes['IdentityConnection'], ParentType, ContextType, RequireFields<QueryIdentitiesArgs, 'orderBy' | 'first'>>;
  offers?: Resolver<ResolversTypes['OfferConnection'], ParentType, ContextType, RequireFields<QueryOffersArgs, 'orderBy' | 'first'>>;
  offer?: Resolver<Maybe<ResolversTypes['Offer']>, ParentType, ContextType, RequireFields<QueryOfferArgs, 'id'>>;
  resolve?: Resolver<ResolversTypes['DidResolution'], ParentType, ContextType, RequireFields<QueryResolveArgs, 'did' | 'profile'>>;
  maySign?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<QueryMaySignArgs, 'kid'>>;
  reputation?: Resolver<Maybe<ResolversTypes['Reputation']>, ParentType, ContextType, RequireFields<QueryReputationArgs, 'id'>>;
};

export type MetaResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Meta'] = ResolversParentTypes['Meta']> = {
  heads?: Resolver<ReadonlyArray<ResolversTypes['Head']>, ParentType, ContextType>;
  now?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  stale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type HeadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Head'] = ResolversParentTypes['Head']> = {
  chain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type OriginResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Origin'] = ResolversParentTypes['Origin']> = {
  chain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  block?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  blockHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  logIndex?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  contract?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type StatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Status'] = ResolversParentTypes['Status']> = {
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  chains?: Resolver<ReadonlyArray<ResolversTypes['ChainStatus']>, ParentType, ContextType>;
  documents?: Resolver<ResolversTypes['DocumentStatus'], ParentType, ContextType>;
};

export type ChainStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChainStatus'] = ResolversParentTypes['ChainStatus']> = {
  chain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ChainState'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  head?: Resolver<Maybe<ResolversTypes['Head']>, ParentType, ContextType>;
  final?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  remote?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  commits?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  coverage?: Resolver<ReadonlyArray<ResolversTypes['Coverage']>, ParentType, ContextType>;
  gaps?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rejected?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CoverageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Coverage'] = ResolversParentTypes['Coverage']> = {
  contract?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  grade?: Resolver<ResolversTypes['CoverageGrade'], ParentType, ContextType>;
};

export type DocumentStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentStatus'] = ResolversParentTypes['DocumentStatus']> = {
  known?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Document'] = ResolversParentTypes['Document']> = {
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  verdict?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sha256?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  keccak256?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  bytes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  mediaType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type QuoteConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuoteConnection'] = ResolversParentTypes['QuoteConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['QuoteEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Quote']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  exclusions?: Resolver<ResolversTypes['ExclusionConnection'], ParentType, ContextType, RequireFields<QuoteConnectionExclusionsArgs, 'first'>>;
  inputs?: Resolver<ResolversTypes['QuoteInputs'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type QuoteEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuoteEdge'] = ResolversParentTypes['QuoteEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Quote'], ParentType, ContextType>;
};

export type QuoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Quote'] = ResolversParentTypes['Quote']> = {
  rank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  offer?: Resolver<ResolversTypes['Offer'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['Identity'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  landed?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  rail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  charge?: Resolver<ReadonlyArray<ResolversTypes['ChargeLine']>, ParentType, ContextType>;
  settlement?: Resolver<ResolversTypes['Settlement'], ParentType, ContextType>;
  distanceMeters?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  travel?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  trust?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  accepts?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  atomic?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  asset?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ChargeLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChargeLine'] = ResolversParentTypes['ChargeLine']> = {
  meter?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  quantity?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SettlementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Settlement'] = ResolversParentTypes['Settlement']> = {
  gas?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  gasPrice?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  cost?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  seconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type QuoteInputsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuoteInputs'] = ResolversParentTypes['QuoteInputs']> = {
  now?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  rates?: Resolver<ReadonlyArray<ResolversTypes['RateInput']>, ParentType, ContextType>;
  gas?: Resolver<ReadonlyArray<ResolversTypes['GasInput']>, ParentType, ContextType>;
  pegs?: Resolver<ReadonlyArray<ResolversTypes['PegInput']>, ParentType, ContextType>;
};

export type PegInputResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PegInput'] = ResolversParentTypes['PegInput']> = {
  asset?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rate?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type RateInputResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RateInput'] = ResolversParentTypes['RateInput']> = {
  base?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  quote?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  answer?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  decimals?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  round?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
};

export type GasInputResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GasInput'] = ResolversParentTypes['GasInput']> = {
  chain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  price?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  block?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type ExclusionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExclusionConnection'] = ResolversParentTypes['ExclusionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ExclusionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Exclusion']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ExclusionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExclusionEdge'] = ResolversParentTypes['ExclusionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Exclusion'], ParentType, ContextType>;
};

export type ExclusionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Exclusion'] = ResolversParentTypes['Exclusion']> = {
  offer?: Resolver<ResolversTypes['Offer'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['ExclusionReason'], ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type IdentityConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityConnection'] = ResolversParentTypes['IdentityConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['IdentityEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Identity']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type IdentityEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityEdge'] = ResolversParentTypes['IdentityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Identity'], ParentType, ContextType>;
};

export type AgentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentConnection'] = ResolversParentTypes['AgentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AgentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Agent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type AgentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentEdge'] = ResolversParentTypes['AgentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
};

export type AgentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Agent'] = ResolversParentTypes['Agent']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  chain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  registry?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tokenId?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  wallet?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  walletProvenance?: Resolver<ResolversTypes['WalletProvenance'], ParentType, ContextType>;
  approved?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  operators?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  uri?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  metadata?: Resolver<ReadonlyArray<ResolversTypes['AgentMetadata']>, ParentType, ContextType>;
  registration?: Resolver<Maybe<ResolversTypes['Registration']>, ParentType, ContextType>;
  document?: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType>;
  mintedAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
  history?: Resolver<ResolversTypes['PeriodConnection'], ParentType, ContextType, RequireFields<AgentHistoryArgs, 'first'>>;
  links?: Resolver<ReadonlyArray<ResolversTypes['Link']>, ParentType, ContextType>;
  reputation?: Resolver<ResolversTypes['Reputation'], ParentType, ContextType>;
};

export type AgentMetadataResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentMetadata'] = ResolversParentTypes['AgentMetadata']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
};

export type RegistrationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Registration'] = ResolversParentTypes['Registration']> = {
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  active?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  x402?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  services?: Resolver<ReadonlyArray<ResolversTypes['Service']>, ParentType, ContextType>;
  registrations?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  namesAgent?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  supportedTrust?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ServiceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Service'] = ResolversParentTypes['Service']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  endpoint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type IdentityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Identity'] = ResolversParentTypes['Identity']> = {
  did?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  method?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  chain?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  controller?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deactivated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  registered?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  controllerIdentity?: Resolver<Maybe<ResolversTypes['Identity']>, ParentType, ContextType>;
  controls?: Resolver<ResolversTypes['IdentityConnection'], ParentType, ContextType, RequireFields<IdentityControlsArgs, 'first'>>;
  keys?: Resolver<ReadonlyArray<ResolversTypes['IdentityKey']>, ParentType, ContextType>;
  services?: Resolver<ReadonlyArray<ResolversTypes['IdentityService']>, ParentType, ContextType>;
  history?: Resolver<ResolversTypes['PeriodConnection'], ParentType, ContextType, RequireFields<IdentityHistoryArgs, 'first'>>;
  events?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  gaps?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
  links?: Resolver<ReadonlyArray<ResolversTypes['Link']>, ParentType, ContextType>;
};

export type IdentityKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityKey'] = ResolversParentTypes['IdentityKey']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  inherited?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  curve?: Resolver<Maybe<ResolversTypes['KeyCurve']>, ParentType, ContextType>;
  hardwareBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  purposes?: Resolver<ReadonlyArray<ResolversTypes['KeyPurpose']>, ParentType, ContextType>;
  maySign?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
};

export type IdentityServiceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityService'] = ResolversParentTypes['IdentityService']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
};

export type PeriodResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Period'] = ResolversParentTypes['Period']> = {
  kind?: Resolver<ResolversTypes['PeriodKind'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
  ending?: Resolver<Maybe<ResolversTypes['PeriodEnding']>, ParentType, ContextType>;
  endsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  inheritedFrom?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
};

export type PeriodConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PeriodConnection'] = ResolversParentTypes['PeriodConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PeriodEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Period']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PeriodEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PeriodEdge'] = ResolversParentTypes['PeriodEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Period'], ParentType, ContextType>;
};

export type LinkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Link'] = ResolversParentTypes['Link']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  did?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identity?: Resolver<Maybe<ResolversTypes['Identity']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['LinkState'], ParentType, ContextType>;
  claims?: Resolver<ReadonlyArray<ResolversTypes['LinkClaim']>, ParentType, ContextType>;
};

export type LinkClaimResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LinkClaim'] = ResolversParentTypes['LinkClaim']> = {
  by?: Resolver<ResolversTypes['LinkSide'], ParentType, ContextType>;
  carrier?: Resolver<ResolversTypes['LinkCarrier'], ParentType, ContextType>;
  standing?: Resolver<ResolversTypes['LinkStanding'], ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
  document?: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType>;
};

export type OfferConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfferConnection'] = ResolversParentTypes['OfferConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OfferEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Offer']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type OfferEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfferEdge'] = ResolversParentTypes['OfferEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Offer'], ParentType, ContextType>;
};

export type OfferResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Offer'] = ResolversParentTypes['Offer']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  issuer?: Resolver<ResolversTypes['Identity'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OfferStatus'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  categories?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  endpoint?: Resolver<Maybe<ResolversTypes['OfferEndpoint']>, ParentType, ContextType>;
  area?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  spec?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  tariff?: Resolver<ReadonlyArray<ResolversTypes['TariffLine']>, ParentType, ContextType>;
  min?: Resolver<ReadonlyArray<ResolversTypes['Price']>, ParentType, ContextType>;
  max?: Resolver<ReadonlyArray<ResolversTypes['Price']>, ParentType, ContextType>;
  pay?: Resolver<ReadonlyArray<ResolversTypes['PayEntry']>, ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['OfferSource'], ParentType, ContextType>;
  announcements?: Resolver<ReadonlyArray<ResolversTypes['Announcement']>, ParentType, ContextType>;
  kid?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  knownAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type OfferEndpointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfferEndpoint'] = ResolversParentTypes['OfferEndpoint']> = {
  by?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tool?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  doc?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sum?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TariffLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TariffLine'] = ResolversParentTypes['TariffLine']> = {
  meter?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  per?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  lo?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  hi?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  rates?: Resolver<ReadonlyArray<ResolversTypes['Rate']>, ParentType, ContextType>;
};

export type RateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Rate'] = ResolversParentTypes['Rate']> = {
  from?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  price?: Resolver<ReadonlyArray<ResolversTypes['Price']>, ParentType, ContextType>;
};

export type PriceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Price'] = ResolversParentTypes['Price']> = {
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type PayEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PayEntry'] = ResolversParentTypes['PayEntry']> = {
  via?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  asset?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  decimals?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  payTo?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ttlSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  fee?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  escrow?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  extra?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type AnnouncementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Announcement'] = ResolversParentTypes['Announcement']> = {
  carrier?: Resolver<ResolversTypes['AnnouncementCarrier'], ParentType, ContextType>;
  place?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  announcer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  stands?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  announcedAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
};

export type DidResolutionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DidResolution'] = ResolversParentTypes['DidResolution']> = {
  didDocument?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  didDocumentMetadata?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  didResolutionMetadata?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  heads?: SubscriptionResolver<ResolversTypes['HeadsEvent'], "heads", ParentType, ContextType>;
  standingQuote?: SubscriptionResolver<ResolversTypes['StandingQuote'], "standingQuote", ParentType, ContextType, RequireFields<SubscriptionStandingQuoteArgs, 'job'>>;
};

export type HeadsEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HeadsEvent'] = ResolversParentTypes['HeadsEvent']> = {
  heads?: Resolver<ReadonlyArray<ResolversTypes['Head']>, ParentType, ContextType>;
  reverted?: Resolver<ReadonlyArray<ResolversTypes['Head']>, ParentType, ContextType>;
};

export type StandingQuoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StandingQuote'] = ResolversParentTypes['StandingQuote']> = {
  kind?: Resolver<ResolversTypes['StandingKind'], ParentType, ContextType>;
  quote?: Resolver<Maybe<ResolversTypes['Quote']>, ParentType, ContextType>;
  previous?: Resolver<Maybe<ResolversTypes['PreviousQuote']>, ParentType, ContextType>;
  cause?: Resolver<ReadonlyArray<ResolversTypes['Cause']>, ParentType, ContextType>;
  reverted?: Resolver<ReadonlyArray<ResolversTypes['Head']>, ParentType, ContextType>;
  inputs?: Resolver<ResolversTypes['QuoteInputs'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type PreviousQuoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PreviousQuote'] = ResolversParentTypes['PreviousQuote']> = {
  offer?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  landed?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  rail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CauseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Cause'] = ResolversParentTypes['Cause']> = {
  kind?: Resolver<ResolversTypes['CauseKind'], ParentType, ContextType>;
  about?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  chain?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  block?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
};

export type ReputationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Reputation'] = ResolversParentTypes['Reputation']> = {
  agent?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  feedbackCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  revokedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reviewerCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  feedback?: Resolver<ResolversTypes['FeedbackConnection'], ParentType, ContextType, RequireFields<ReputationFeedbackArgs, 'first'>>;
  validations?: Resolver<ResolversTypes['ValidationConnection'], ParentType, ContextType, RequireFields<ReputationValidationsArgs, 'first'>>;
};

export type FeedbackConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeedbackConnection'] = ResolversParentTypes['FeedbackConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['FeedbackEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Feedback']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type FeedbackEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeedbackEdge'] = ResolversParentTypes['FeedbackEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Feedback'], ParentType, ContextType>;
};

export type FeedbackResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Feedback'] = ResolversParentTypes['Feedback']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  registry?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  clientAddress?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  index?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  rawValue?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  decimals?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  tag1?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tag2?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  endpoint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revoked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  givenAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
  responses?: Resolver<ReadonlyArray<ResolversTypes['FeedbackResponse']>, ParentType, ContextType>;
};

export type FeedbackResponseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeedbackResponse'] = ResolversParentTypes['FeedbackResponse']> = {
  responder?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  givenAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
};

export type ValidationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ValidationConnection'] = ResolversParentTypes['ValidationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ValidationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Validation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ValidationEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ValidationEdge'] = ResolversParentTypes['ValidationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Validation'], ParentType, ContextType>;
};

export type ValidationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Validation'] = ResolversParentTypes['Validation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  registry?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  validator?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
  responses?: Resolver<ReadonlyArray<ResolversTypes['ValidationResponse']>, ParentType, ContextType>;
};

export type ValidationResponseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ValidationResponse'] = ResolversParentTypes['ValidationResponse']> = {
  response?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tag?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  givenAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  BigInt?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  Meta?: MetaResolvers<ContextType>;
  Head?: HeadResolvers<ContextType>;
  Origin?: OriginResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Status?: StatusResolvers<ContextType>;
  ChainStatus?: ChainStatusResolvers<ContextType>;
  Coverage?: CoverageResolvers<ContextType>;
  DocumentStatus?: DocumentStatusResolvers<ContextType>;
  Document?: DocumentResolvers<ContextType>;
  QuoteConnection?: QuoteConnectionResolvers<ContextType>;
  QuoteEdge?: QuoteEdgeResolvers<ContextType>;
  Quote?: QuoteResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  ChargeLine?: ChargeLineResolvers<ContextType>;
  Settlement?: SettlementResolvers<ContextType>;
  QuoteInputs?: QuoteInputsResolvers<ContextType>;
  PegInput?: PegInputResolvers<ContextType>;
  RateInput?: RateInputResolvers<ContextType>;
  GasInput?: GasInputResolvers<ContextType>;
  ExclusionConnection?: ExclusionConnectionResolvers<ContextType>;
  ExclusionEdge?: ExclusionEdgeResolvers<ContextType>;
  Exclusion?: ExclusionResolvers<ContextType>;
  IdentityConnection?: IdentityConnectionResolvers<ContextType>;
  IdentityEdge?: IdentityEdgeResolvers<ContextType>;
  AgentConnection?: AgentConnectionResolvers<ContextType>;
  AgentEdge?: AgentEdgeResolvers<ContextType>;
  Agent?: AgentResolvers<ContextType>;
  AgentMetadata?: AgentMetadataResolvers<ContextType>;
  Registration?: RegistrationResolvers<ContextType>;
  Service?: ServiceResolvers<ContextType>;
  Identity?: IdentityResolvers<ContextType>;
  IdentityKey?: IdentityKeyResolvers<ContextType>;
  IdentityService?: IdentityServiceResolvers<ContextType>;
  Period?: PeriodResolvers<ContextType>;
  PeriodConnection?: PeriodConnectionResolvers<ContextType>;
  PeriodEdge?: PeriodEdgeResolvers<ContextType>;
  Link?: LinkResolvers<ContextType>;
  LinkClaim?: LinkClaimResolvers<ContextType>;
  OfferConnection?: OfferConnectionResolvers<ContextType>;
  OfferEdge?: OfferEdgeResolvers<ContextType>;
  Offer?: OfferResolvers<ContextType>;
  OfferEndpoint?: OfferEndpointResolvers<ContextType>;
  TariffLine?: TariffLineResolvers<ContextType>;
  Rate?: RateResolvers<ContextType>;
  Price?: PriceResolvers<ContextType>;
  PayEntry?: PayEntryResolvers<ContextType>;
  Announcement?: AnnouncementResolvers<ContextType>;
  DidResolution?: DidResolutionResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  HeadsEvent?: HeadsEventResolvers<ContextType>;
  StandingQuote?: StandingQuoteResolvers<ContextType>;
  PreviousQuote?: PreviousQuoteResolvers<ContextType>;
  Cause?: CauseResolvers<ContextType>;
  Reputation?: ReputationResolvers<ContextType>;
  FeedbackConnection?: FeedbackConnectionResolvers<ContextType>;
  FeedbackEdge?: FeedbackEdgeResolvers<ContextType>;
  Feedback?: FeedbackResolvers<ContextType>;
  FeedbackResponse?: FeedbackResponseResolvers<ContextType>;
  ValidationConnection?: ValidationConnectionResolvers<ContextType>;
  ValidationEdge?: ValidationEdgeResolvers<ContextType>;
  Validation?: ValidationResolvers<ContextType>;
  ValidationResponse?: ValidationResponseResolvers<ContextType>;
};

