import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { OriginRef, DocumentRef } from '../core/snapshot.ts';
import type { AgentParent, AgentMetadataParent, RegistrationParent, IdentityParent, IdentityEntryParent } from '../modules/identity/tables.ts';
import type { OfferParent, AnnouncementParent } from '../modules/offers/tables.ts';
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
  __typename?: 'Query';
  /** Where every chain stands, and how well that is known. */
  status: Status;
  /**
   * Who does this job under these rules for the least money in total. Trust is a gate, price ranks: among what passes, the
   * landed cost decides, then seconds to settle, then trust, then the subject. Every offer left out has its reason.
   */
  quote: QuoteConnection;
  /** Agents of the indexed ERC-8004 registries. */
  agents: AgentConnection;
  /** One agent by its id: eip155:<chain>:<registry>/<token>, or CAIP-19. */
  agent: Maybe<Agent>;
  /** What the registries say about a DID. Null only for a method this node cannot judge. */
  identity: Maybe<Identity>;
  /** Signed offers, one per subject: the one that rules it at the moment asked for. */
  offers: OfferConnection;
  /** One offer by its subject (a DID URL) or by its offer id. */
  offer: Maybe<Offer>;
  /**
   * The reputation of an agent: its feedback and validations as exact facts. The score is null: this version computes
   * none, and unknown is never good.
   */
  reputation: Maybe<Reputation>;
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
  chain?: InputMaybe<Scalars['String']['input']>;
  /** This block of the chain; the other chains as of its time. Its header must be stored. */
  block?: InputMaybe<Scalars['BigInt']['input']>;
  /** The block of the chain with this hash: an error if it has left the chain. */
  hash?: InputMaybe<Scalars['String']['input']>;
  /** Each chain's last block at or before this time. */
  time?: InputMaybe<Scalars['DateTime']['input']>;
  /** The heads of an earlier answer (`_meta.heads`). */
  heads?: InputMaybe<Array<HeadInput>>;
  /** What this node knew of fetched documents at this time of its clock. */
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
};

export type HeadInput = {
  chain: Scalars['String']['input'];
  number: Scalars['BigInt']['input'];
  hash?: InputMaybe<Scalars['String']['input']>;
};

/** The moment an answer is about. */
export type Meta = {
  __typename?: 'Meta';
  heads: Array<Head>;
  /** What counts as now in the answer: the time asked for, or that of the newest head. */
  now: Scalars['DateTime']['output'];
  /** Whether the newest head is older than it should be by the clock of this node. */
  stale: Scalars['Boolean']['output'];
};

export type Head = {
  __typename?: 'Head';
  chain: Scalars['String']['output'];
  number: Scalars['BigInt']['output'];
  hash: Scalars['String']['output'];
  time: Scalars['DateTime']['output'];
};

/** Where on a chain a fact was said. */
export type Origin = {
  __typename?: 'Origin';
  /** CAIP-2. */
  chain: Scalars['String']['output'];
  block: Scalars['BigInt']['output'];
  blockHash: Scalars['String']['output'];
  time: Scalars['DateTime']['output'];
  transaction: Scalars['String']['output'];
  logIndex: Scalars['BigInt']['output'];
  contract: Scalars['String']['output'];
};

export type PageInfo = {
  __typename?: 'PageInfo';
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor: Maybe<Scalars['String']['output']>;
  endCursor: Maybe<Scalars['String']['output']>;
};

export type Status = {
  __typename?: 'Status';
  version: Scalars['String']['output'];
  chains: Array<ChainStatus>;
  documents: DocumentStatus;
};

export type ChainStatus = {
  __typename?: 'ChainStatus';
  chain: Scalars['String']['output'];
  state: ChainState;
  /** Why the chain is halted. */
  reason: Maybe<Scalars['String']['output']>;
  /** The newest indexed block; null before the first. */
  head: Maybe<Head>;
  /** The newest block that will not change. */
  final: Scalars['BigInt']['output'];
  /** The newest block that the RPC has shown. */
  remote: Scalars['BigInt']['output'];
  start: Scalars['BigInt']['output'];
  commits: Scalars['BigInt']['output'];
  /** Which ranges of which contract have been read, and how well that is known. */
  coverage: Array<Coverage>;
  /** Places where something before an event was not seen. */
  gaps: Scalars['Int']['output'];
  /** Logs of our contracts that do not decode. */
  rejected: Scalars['Int']['output'];
};

export type ChainState =
  | 'BACKFILL'
  | 'FOLLOWING'
  | 'HALTED';

export type Coverage = {
  __typename?: 'Coverage';
  contract: Scalars['String']['output'];
  from: Scalars['BigInt']['output'];
  to: Scalars['BigInt']['output'];
  grade: CoverageGrade;
};

export type CoverageGrade =
  /** One endpoint said so. */
  | 'FETCHED'
  /** Two endpoints said so. */
  | 'CROSS_CHECKED'
  /** Recomputed from the roots in the block headers. */
  | 'PROVED';

export type DocumentStatus = {
  __typename?: 'DocumentStatus';
  known: Scalars['Int']['output'];
  waiting: Scalars['Int']['output'];
};

/** A document behind a URI: fetched, bounded, checked, kept. What it says is a claim of its author. */
export type Document = {
  __typename?: 'Document';
  uri: Scalars['String']['output'];
  /** ok, or why there is nothing to read: unreachable, too-large, not-json, hash-mismatch, ... Null: not fetched yet. */
  verdict: Maybe<Scalars['String']['output']>;
  reason: Maybe<Scalars['String']['output']>;
  /** SHA-256 of the bytes. */
  sha256: Maybe<Scalars['String']['output']>;
  keccak256: Maybe<Scalars['String']['output']>;
  bytes: Maybe<Scalars['Int']['output']>;
  mediaType: Maybe<Scalars['String']['output']>;
  fetchedAt: Maybe<Scalars['DateTime']['output']>;
};

/** What the buyer wants done, in quantities. */
export type Job = {
  category: Scalars['String']['input'];
  /** One per meter. A meter that an offer prices and the job does not name excludes the offer: say 0 where none is needed. */
  quantities: Array<Quantity>;
  near?: InputMaybe<Near>;
  spec?: InputMaybe<Array<SpecConstraint>>;
  /** How many times the job is bought. */
  purchases?: InputMaybe<Scalars['Int']['input']>;
};

export type Quantity = {
  meter: Scalars['String']['input'];
  value: Scalars['Decimal']['input'];
  /** UCUM, e.g. kW.h */
  unit: Scalars['String']['input'];
};

export type Near = {
  latitude: Scalars['Decimal']['input'];
  longitude: Scalars['Decimal']['input'];
  withinMeters: Scalars['Int']['input'];
};

/** A condition on a property of the offer: equal to a text, or between two numbers of a unit. */
export type SpecConstraint = {
  key: Scalars['String']['input'];
  equals?: InputMaybe<Scalars['String']['input']>;
  min?: InputMaybe<Scalars['Decimal']['input']>;
  max?: InputMaybe<Scalars['Decimal']['input']>;
  unit?: InputMaybe<Scalars['String']['input']>;
};

/** The buyer's rules. A list that is given admits nothing else. */
export type Policy = {
  /** ISO 4217: the currency in which costs are compared. */
  reference?: InputMaybe<Scalars['String']['input']>;
  maxTotal?: InputMaybe<Scalars['Decimal']['input']>;
  /** protocol/scheme, or protocol/* */
  rails?: InputMaybe<Array<Scalars['String']['input']>>;
  /** CAIP-2 */
  chains?: InputMaybe<Array<Scalars['String']['input']>>;
  /** CAIP-19 */
  assets?: InputMaybe<Array<Scalars['String']['input']>>;
  /** DIDs */
  allow?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** DIDs */
  deny?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** The least trust, parts per million. Unknown trust fails it unless unknownTrust says otherwise. */
  minTrust?: InputMaybe<Scalars['Int']['input']>;
  /** The most seconds until the payment is settled. */
  maxSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Landed costs above this need a rail with escrow. */
  escrowAbove?: InputMaybe<Scalars['Decimal']['input']>;
  /** The oldest rate, seconds, that may price an asset. */
  maxRateAge?: InputMaybe<Scalars['Int']['input']>;
  /** What is left of the buyer's budget. */
  budgetLeft?: InputMaybe<Scalars['Decimal']['input']>;
  /** What the buyer stands to lose beside the price. */
  valueAtRisk?: InputMaybe<Scalars['Decimal']['input']>;
  unknownTrust?: InputMaybe<Scalars['Boolean']['input']>;
};

export type QuoteConnection = {
  __typename?: 'QuoteConnection';
  edges: Array<QuoteEdge>;
  nodes: Array<Quote>;
  pageInfo: PageInfo;
  exclusions: ExclusionConnection;
  /** Everything beside the offers that the ranking was computed from. */
  inputs: QuoteInputs;
  _meta: Meta;
};


export type QuoteConnectionExclusionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type QuoteEdge = {
  __typename?: 'QuoteEdge';
  cursor: Scalars['String']['output'];
  node: Quote;
};

/** The landed cost of the job under one offer, by its best way to pay. */
export type Quote = {
  __typename?: 'Quote';
  /** 1 is the pick. */
  rank: Scalars['Int']['output'];
  offer: Offer;
  provider: Identity;
  /** What the seller gets for all purchases, in the asset it is paid in. */
  total: Money;
  /** What the job costs the buyer: purchases x amount x rate + settlement, rounded up once, for display. */
  landed: Money;
  /** protocol/scheme */
  rail: Scalars['String']['output'];
  /** How one purchase adds up. */
  charge: Array<ChargeLine>;
  settlement: Settlement;
  /** Great-circle metres from the place of the job; 0 inside an area, null where the job names no place. */
  distanceMeters: Maybe<Scalars['Int']['output']>;
  /** Parts per million; null: unknown. */
  trust: Maybe<Scalars['Int']['output']>;
  /** x402 payment requirements for one purchase, ready to be paid; null for other rails. */
  accepts: Maybe<Scalars['JSON']['output']>;
};

export type Money = {
  __typename?: 'Money';
  /** ISO 4217, or CAIP-19 */
  currency: Scalars['String']['output'];
  amount: Scalars['Decimal']['output'];
  /** In the smallest unit of the asset; null where there is no asset. */
  atomic: Maybe<Scalars['BigInt']['output']>;
  /** CAIP-19 */
  asset: Maybe<Scalars['String']['output']>;
};

/** One line of the arithmetic. The lines add up to the price of one purchase, exactly. */
export type ChargeLine = {
  __typename?: 'ChargeLine';
  /** A meter of the tariff, or minimum, maximum, fee: what lifts, caps or adds to the sum of the meters. */
  meter: Scalars['String']['output'];
  /** Quantity in the unit of the tariff, rounded up to its billing step; null for minimum, maximum and fee. */
  quantity: Maybe<Scalars['Decimal']['output']>;
  unit: Maybe<Scalars['String']['output']>;
  amount: Scalars['Decimal']['output'];
  currency: Scalars['String']['output'];
};

/** What paying costs the buyer beside the price. */
export type Settlement = {
  __typename?: 'Settlement';
  gas: Scalars['BigInt']['output'];
  /** Wei per gas; null where no gas is paid. */
  gasPrice: Maybe<Scalars['BigInt']['output']>;
  cost: Money;
  seconds: Scalars['Int']['output'];
};

export type QuoteInputs = {
  __typename?: 'QuoteInputs';
  now: Scalars['DateTime']['output'];
  rates: Array<RateInput>;
  gas: Array<GasInput>;
};

/** A round of a feed: what one unit of the base is worth. */
export type RateInput = {
  __typename?: 'RateInput';
  base: Scalars['String']['output'];
  quote: Scalars['String']['output'];
  /** answer / 10^decimals */
  answer: Scalars['BigInt']['output'];
  decimals: Scalars['Int']['output'];
  round: Scalars['BigInt']['output'];
  updatedAt: Scalars['DateTime']['output'];
  origin: Origin;
};

export type GasInput = {
  __typename?: 'GasInput';
  chain: Scalars['String']['output'];
  /** Wei per gas: the base fee of the block. */
  price: Scalars['BigInt']['output'];
  block: Scalars['BigInt']['output'];
};

export type ExclusionConnection = {
  __typename?: 'ExclusionConnection';
  edges: Array<ExclusionEdge>;
  nodes: Array<Exclusion>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ExclusionEdge = {
  __typename?: 'ExclusionEdge';
  cursor: Scalars['String']['output'];
  node: Exclusion;
};

/** An offer that was left out: the reason of the way to pay that got furthest through the checks. */
export type Exclusion = {
  __typename?: 'Exclusion';
  offer: Offer;
  reason: ExclusionReason;
  detail: Scalars['String']['output'];
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

export type AgentFilter = {
  chain?: InputMaybe<Scalars['String']['input']>;
  registry?: InputMaybe<Scalars['String']['input']>;
  owner?: InputMaybe<Scalars['String']['input']>;
  wallet?: InputMaybe<Scalars['String']['input']>;
  /** The name in the registration file, exactly. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** What the registration file says of itself. An agent whose file does not say is matched by neither value. */
  active?: InputMaybe<Scalars['Boolean']['input']>;
  x402?: InputMaybe<Scalars['Boolean']['input']>;
};

export type AgentOrder =
  | 'MINTED_ASC'
  | 'MINTED_DESC';

export type AgentConnection = {
  __typename?: 'AgentConnection';
  edges: Array<AgentEdge>;
  nodes: Array<Agent>;
  pageInfo: PageInfo;
  _meta: Meta;
};

export type AgentEdge = {
  __typename?: 'AgentEdge';
  cursor: Scalars['String']['output'];
  node: Agent;
};

/** An ERC-8004 agent. Everything but `registration` is a fact of the chain. */
export type Agent = {
  __typename?: 'Agent';
  id: Scalars['ID']['output'];
  chain: Scalars['String']['output'];
  registry: Scalars['String']['output'];
  tokenId: Scalars['BigInt']['output'];
  owner: Scalars['String']['output'];
  /** Where the agent is paid. Null: cleared, as every transfer does. */
  wallet: Maybe<Scalars['String']['output']>;
  walletProvenance: WalletProvenance;
  /** The account that may act for this token. */
  approved: Maybe<Scalars['String']['output']>;
  /** The accounts that may act for every token of the owner. */
  operators: Array<Scalars['String']['output']>;
  /** Null: none was ever given. */
  uri: Maybe<Scalars['String']['output']>;
  metadata: Array<AgentMetadata>;
  /** What the file behind the URI says. */
  registration: Maybe<Registration>;
  /** The file itself: whether and when it was fetched. */
  document: Maybe<Document>;
  mintedAt: Origin;
  updatedAt: Origin;
  reputation: Reputation;
};

export type WalletProvenance =
  /** The account that registered the agent, by default: nobody proved it. */
  | 'DEFAULT_OWNER'
  /** The wallet signed for it (EIP-712 or ERC-1271). */
  | 'PROVEN'
  | 'CLEARED';

export type AgentMetadata = {
  __typename?: 'AgentMetadata';
  key: Scalars['String']['output'];
  /** 0x hex. */
  value: Scalars['String']['output'];
  /** The value as text, where it is UTF-8. */
  text: Maybe<Scalars['String']['output']>;
  updatedAt: Origin;
};

/** A registration file: claims of its author, unchecked unless said otherwise. */
export type Registration = {
  __typename?: 'Registration';
  type: Maybe<Scalars['String']['output']>;
  name: Maybe<Scalars['String']['output']>;
  description: Maybe<Scalars['String']['output']>;
  image: Maybe<Scalars['String']['output']>;
  /** Null: the file does not say. */
  active: Maybe<Scalars['Boolean']['output']>;
  /** Null: the file does not say. */
  x402: Maybe<Scalars['Boolean']['output']>;
  services: Array<Service>;
  /** The agents this file says it is about. */
  registrations: Array<Scalars['String']['output']>;
  /** Whether the file names this agent. Null: it names none. False: anybody's file may be pointed at. */
  namesAgent: Maybe<Scalars['Boolean']['output']>;
  supportedTrust: Array<Scalars['String']['output']>;
};

export type Service = {
  __typename?: 'Service';
  name: Scalars['String']['output'];
  endpoint: Scalars['String']['output'];
  version: Maybe<Scalars['String']['output']>;
};

/** A DID as the registries know it. */
export type Identity = {
  __typename?: 'Identity';
  did: Scalars['ID']['output'];
  method: Scalars['String']['output'];
  /** CAIP-2; null for methods without one. */
  chain: Maybe<Scalars['String']['output']>;
  /** The account that rules the identity; null for methods without one, and once deactivated. */
  controller: Maybe<Scalars['String']['output']>;
  deactivated: Scalars['Boolean']['output'];
  /** Whether an ERC-1056 event about it was seen. Without one it is its own controller. */
  registered: Scalars['Boolean']['output'];
  keys: Array<IdentityKey>;
  services: Array<IdentityService>;
};

/** A delegate or key that is valid at the moment asked for. */
export type IdentityKey = {
  __typename?: 'IdentityKey';
  /** The DID URL of the verification method. */
  id: Scalars['ID']['output'];
  kind: Scalars['String']['output'];
  name: Scalars['String']['output'];
  /** 0x hex: the address of a delegate, the bytes of a key. */
  value: Scalars['String']['output'];
  validTo: Maybe<Scalars['DateTime']['output']>;
  /** Set by an earlier owner: still in the DID document, but may not sign offers. */
  inherited: Scalars['Boolean']['output'];
  updatedAt: Origin;
};

export type IdentityService = {
  __typename?: 'IdentityService';
  id: Scalars['ID']['output'];
  type: Scalars['String']['output'];
  /** 0x hex. */
  value: Scalars['String']['output'];
  text: Maybe<Scalars['String']['output']>;
  validTo: Maybe<Scalars['DateTime']['output']>;
  updatedAt: Origin;
};

export type OfferFilter = {
  category?: InputMaybe<Scalars['String']['input']>;
  /** The DID that promises. */
  issuer?: InputMaybe<Scalars['ID']['input']>;
  status?: InputMaybe<Array<OfferStatus>>;
};

export type OfferOrder =
  | 'SUBJECT_ASC'
  | 'SUBJECT_DESC';

export type OfferConnection = {
  __typename?: 'OfferConnection';
  edges: Array<OfferEdge>;
  nodes: Array<Offer>;
  pageInfo: PageInfo;
  _meta: Meta;
};

export type OfferEdge = {
  __typename?: 'OfferEdge';
  cursor: Scalars['String']['output'];
  node: Offer;
};

/** A promise to serve at a price, signed by its issuer and announced on chain. */
export type Offer = {
  __typename?: 'Offer';
  /** keccak-256 of the signing input of the token. */
  id: Scalars['ID']['output'];
  /** The issuer's DID, # and a name: what newer versions supersede. */
  subject: Scalars['ID']['output'];
  issuer: Identity;
  sequence: Scalars['BigInt']['output'];
  status: OfferStatus;
  name: Scalars['String']['output'];
  categories: Array<Scalars['String']['output']>;
  /** How to reach it. Null for a withdrawal. */
  endpoint: Maybe<OfferEndpoint>;
  /** Where it is delivered: GeoJSON. */
  area: Maybe<Scalars['JSON']['output']>;
  spec: Maybe<Scalars['JSON']['output']>;
  tariff: Array<TariffLine>;
  min: Array<Price>;
  max: Array<Price>;
  pay: Array<PayEntry>;
  startsAt: Scalars['DateTime']['output'];
  expiresAt: Maybe<Scalars['DateTime']['output']>;
  source: OfferSource;
  announcements: Array<Announcement>;
  /** The key that signed it. */
  kid: Scalars['String']['output'];
  /** The token itself, to be verified without us. */
  token: Scalars['String']['output'];
  knownAt: Scalars['DateTime']['output'];
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
  __typename?: 'OfferEndpoint';
  by: Scalars['String']['output'];
  url: Scalars['String']['output'];
  tool: Maybe<Scalars['String']['output']>;
  doc: Maybe<Scalars['String']['output']>;
  sum: Maybe<Scalars['String']['output']>;
};

export type TariffLine = {
  __typename?: 'TariffLine';
  meter: Scalars['String']['output'];
  /** UCUM. */
  unit: Scalars['String']['output'];
  per: Maybe<Scalars['Decimal']['output']>;
  step: Maybe<Scalars['Decimal']['output']>;
  lo: Maybe<Scalars['Decimal']['output']>;
  hi: Maybe<Scalars['Decimal']['output']>;
  rates: Array<Rate>;
};

export type Rate = {
  __typename?: 'Rate';
  from: Scalars['Decimal']['output'];
  price: Array<Price>;
};

export type Price = {
  __typename?: 'Price';
  /** ISO 4217, or CAIP-19 for atomic units of an asset. */
  currency: Scalars['String']['output'];
  amount: Scalars['Decimal']['output'];
};

export type PayEntry = {
  __typename?: 'PayEntry';
  /** protocol/scheme */
  via: Scalars['String']['output'];
  /** CAIP-19 */
  asset: Scalars['String']['output'];
  decimals: Scalars['Int']['output'];
  currency: Scalars['String']['output'];
  payTo: Scalars['String']['output'];
  ttlSeconds: Scalars['Int']['output'];
  fee: Maybe<Scalars['Decimal']['output']>;
  escrow: Maybe<Scalars['JSON']['output']>;
  extra: Maybe<Scalars['JSON']['output']>;
};

export type Announcement = {
  __typename?: 'Announcement';
  carrier: AnnouncementCarrier;
  /** The board, DID or agent that carries it. */
  place: Scalars['String']['output'];
  uri: Scalars['String']['output'];
  announcer: Maybe<Scalars['String']['output']>;
  /** Whether it still stands at the moment asked for. */
  stands: Scalars['Boolean']['output'];
  announcedAt: Origin;
};

export type AnnouncementCarrier =
  | 'BOARD'
  | 'DID'
  | 'AGENT';

export type Reputation = {
  __typename?: 'Reputation';
  agent: Scalars['ID']['output'];
  /** Parts per million; null: unknown. */
  score: Maybe<Scalars['Int']['output']>;
  feedbackCount: Scalars['Int']['output'];
  revokedCount: Scalars['Int']['output'];
  /** How many accounts gave the feedback that stands. */
  reviewerCount: Scalars['Int']['output'];
  feedback: FeedbackConnection;
  validations: ValidationConnection;
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
  __typename?: 'FeedbackConnection';
  edges: Array<FeedbackEdge>;
  nodes: Array<Feedback>;
  pageInfo: PageInfo;
};

export type FeedbackEdge = {
  __typename?: 'FeedbackEdge';
  cursor: Scalars['String']['output'];
  node: Feedback;
};

/** What one reviewer said on chain. What a value means depends on its tag: they are never added up across tags. */
export type Feedback = {
  __typename?: 'Feedback';
  id: Scalars['ID']['output'];
  registry: Scalars['String']['output'];
  clientAddress: Scalars['String']['output'];
  index: Scalars['BigInt']['output'];
  /** value / 10^decimals, exactly. */
  value: Scalars['Decimal']['output'];
  rawValue: Scalars['BigInt']['output'];
  decimals: Scalars['Int']['output'];
  tag1: Scalars['String']['output'];
  tag2: Scalars['String']['output'];
  endpoint: Scalars['String']['output'];
  uri: Scalars['String']['output'];
  hash: Scalars['String']['output'];
  revoked: Scalars['Boolean']['output'];
  givenAt: Origin;
  revokedAt: Maybe<Origin>;
  responses: Array<FeedbackResponse>;
};

export type FeedbackResponse = {
  __typename?: 'FeedbackResponse';
  responder: Scalars['String']['output'];
  uri: Scalars['String']['output'];
  hash: Scalars['String']['output'];
  givenAt: Origin;
};

export type ValidationConnection = {
  __typename?: 'ValidationConnection';
  edges: Array<ValidationEdge>;
  nodes: Array<Validation>;
  pageInfo: PageInfo;
};

export type ValidationEdge = {
  __typename?: 'ValidationEdge';
  cursor: Scalars['String']['output'];
  node: Validation;
};

export type Validation = {
  __typename?: 'Validation';
  id: Scalars['ID']['output'];
  registry: Scalars['String']['output'];
  validator: Scalars['String']['output'];
  uri: Scalars['String']['output'];
  requestHash: Scalars['String']['output'];
  requestedAt: Origin;
  /** Every answer, in order. None: it is pending. 0 is an answer. */
  responses: Array<ValidationResponse>;
};

export type ValidationResponse = {
  __typename?: 'ValidationResponse';
  response: Scalars['Int']['output'];
  uri: Scalars['String']['output'];
  hash: Scalars['String']['output'];
  tag: Scalars['String']['output'];
  givenAt: Origin;
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
  AsOf: AsOf;
  HeadInput: HeadInput;
  Meta: ResolverTypeWrapper<Meta>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
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
  QuoteConnection: ResolverTypeWrapper<Omit<QuoteConnection, 'edges' | 'nodes' | 'exclusions' | 'inputs'> & { edges: Array<ResolversTypes['QuoteEdge']>, nodes: Array<ResolversTypes['Quote']>, exclusions: ResolversTypes['ExclusionConnection'], inputs: ResolversTypes['QuoteInputs'] }>;
  QuoteEdge: ResolverTypeWrapper<Omit<QuoteEdge, 'node'> & { node: ResolversTypes['Quote'] }>;
  Quote: ResolverTypeWrapper<Omit<Quote, 'offer' | 'provider'> & { offer: ResolversTypes['Offer'], provider: ResolversTypes['Identity'] }>;
  Money: ResolverTypeWrapper<Money>;
  ChargeLine: ResolverTypeWrapper<ChargeLine>;
  Settlement: ResolverTypeWrapper<Settlement>;
  QuoteInputs: ResolverTypeWrapper<Omit<QuoteInputs, 'rates'> & { rates: Array<ResolversTypes['RateInput']> }>;
  RateInput: ResolverTypeWrapper<Omit<RateInput, 'origin'> & { origin: ResolversTypes['Origin'] }>;
  GasInput: ResolverTypeWrapper<GasInput>;
  ExclusionConnection: ResolverTypeWrapper<Omit<ExclusionConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['ExclusionEdge']>, nodes: Array<ResolversTypes['Exclusion']> }>;
  ExclusionEdge: ResolverTypeWrapper<Omit<ExclusionEdge, 'node'> & { node: ResolversTypes['Exclusion'] }>;
  Exclusion: ResolverTypeWrapper<Omit<Exclusion, 'offer'> & { offer: ResolversTypes['Offer'] }>;
  ExclusionReason: ExclusionReason;
  AgentFilter: AgentFilter;
  AgentOrder: AgentOrder;
  AgentConnection: ResolverTypeWrapper<Omit<AgentConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['AgentEdge']>, nodes: Array<ResolversTypes['Agent']> }>;
  AgentEdge: ResolverTypeWrapper<Omit<AgentEdge, 'node'> & { node: ResolversTypes['Agent'] }>;
  Agent: ResolverTypeWrapper<AgentParent>;
  WalletProvenance: WalletProvenance;
  AgentMetadata: ResolverTypeWrapper<AgentMetadataParent>;
  Registration: ResolverTypeWrapper<RegistrationParent>;
  Service: ResolverTypeWrapper<Service>;
  Identity: ResolverTypeWrapper<IdentityParent>;
  IdentityKey: ResolverTypeWrapper<IdentityEntryParent>;
  IdentityService: ResolverTypeWrapper<IdentityEntryParent>;
  OfferFilter: OfferFilter;
  OfferOrder: OfferOrder;
  OfferConnection: ResolverTypeWrapper<Omit<OfferConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['OfferEdge']>, nodes: Array<ResolversTypes['Offer']> }>;
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
  Reputation: ResolverTypeWrapper<ReputationParent>;
  FeedbackConnection: ResolverTypeWrapper<Omit<FeedbackConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['FeedbackEdge']>, nodes: Array<ResolversTypes['Feedback']> }>;
  FeedbackEdge: ResolverTypeWrapper<Omit<FeedbackEdge, 'node'> & { node: ResolversTypes['Feedback'] }>;
  Feedback: ResolverTypeWrapper<FeedbackParent>;
  FeedbackResponse: ResolverTypeWrapper<FeedbackResponseParent>;
  ValidationConnection: ResolverTypeWrapper<Omit<ValidationConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['ValidationEdge']>, nodes: Array<ResolversTypes['Validation']> }>;
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
  AsOf: AsOf;
  HeadInput: HeadInput;
  Meta: Meta;
  Boolean: Scalars['Boolean']['output'];
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
  QuoteConnection: Omit<QuoteConnection, 'edges' | 'nodes' | 'exclusions' | 'inputs'> & { edges: Array<ResolversParentTypes['QuoteEdge']>, nodes: Array<ResolversParentTypes['Quote']>, exclusions: ResolversParentTypes['ExclusionConnection'], inputs: ResolversParentTypes['QuoteInputs'] };
  QuoteEdge: Omit<QuoteEdge, 'node'> & { node: ResolversParentTypes['Quote'] };
  Quote: Omit<Quote, 'offer' | 'provider'> & { offer: ResolversParentTypes['Offer'], provider: ResolversParentTypes['Identity'] };
  Money: Money;
  ChargeLine: ChargeLine;
  Settlement: Settlement;
  QuoteInputs: Omit<QuoteInputs, 'rates'> & { rates: Array<ResolversParentTypes['RateInput']> };
  RateInput: Omit<RateInput, 'origin'> & { origin: ResolversParentTypes['Origin'] };
  GasInput: GasInput;
  ExclusionConnection: Omit<ExclusionConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['ExclusionEdge']>, nodes: Array<ResolversParentTypes['Exclusion']> };
  ExclusionEdge: Omit<ExclusionEdge, 'node'> & { node: ResolversParentTypes['Exclusion'] };
  Exclusion: Omit<Exclusion, 'offer'> & { offer: ResolversParentTypes['Offer'] };
  AgentFilter: AgentFilter;
  AgentConnection: Omit<AgentConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['AgentEdge']>, nodes: Array<ResolversParentTypes['Agent']> };
  AgentEdge: Omit<AgentEdge, 'node'> & { node: ResolversParentTypes['Agent'] };
  Agent: AgentParent;
  AgentMetadata: AgentMetadataParent;
  Registration: RegistrationParent;
  Service: Service;
  Identity: IdentityParent;
  IdentityKey: IdentityEntryParent;
  IdentityService: IdentityEntryParent;
  OfferFilter: OfferFilter;
  OfferConnection: Omit<OfferConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['OfferEdge']>, nodes: Array<ResolversParentTypes['Offer']> };
  OfferEdge: Omit<OfferEdge, 'node'> & { node: ResolversParentTypes['Offer'] };
  Offer: OfferParent;
  OfferEndpoint: OfferEndpoint;
  TariffLine: TariffLine;
  Rate: Rate;
  Price: Price;
  PayEntry: PayEntry;
  Announcement: AnnouncementParent;
  Reputation: ReputationParent;
  FeedbackConnection: Omit<FeedbackConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['FeedbackEdge']>, nodes: Array<ResolversParentTypes['Feedback']> };
  FeedbackEdge: Omit<FeedbackEdge, 'node'> & { node: ResolversParentTypes['Feedback'] };
  Feedback: FeedbackParent;
  FeedbackResponse: FeedbackResponseParent;
  ValidationConnection: Omit<ValidationConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['ValidationEdge']>, nodes: Array<ResolversParentTypes['Validation']> };
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
  offers?: Resolver<ResolversTypes['OfferConnection'], ParentType, ContextType, RequireFields<QueryOffersArgs, 'orderBy' | 'first'>>;
  offer?: Resolver<Maybe<ResolversTypes['Offer']>, ParentType, ContextType, RequireFields<QueryOfferArgs, 'id'>>;
  reputation?: Resolver<Maybe<ResolversTypes['Reputation']>, ParentType, ContextType, RequireFields<QueryReputationArgs, 'id'>>;
};

export type MetaResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Meta'] = ResolversParentTypes['Meta']> = {
  heads?: Resolver<Array<ResolversTypes['Head']>, ParentType, ContextType>;
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
  chains?: Resolver<Array<ResolversTypes['ChainStatus']>, ParentType, ContextType>;
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
  coverage?: Resolver<Array<ResolversTypes['Coverage']>, ParentType, ContextType>;
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
  edges?: Resolver<Array<ResolversTypes['QuoteEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Quote']>, ParentType, ContextType>;
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
  charge?: Resolver<Array<ResolversTypes['ChargeLine']>, ParentType, ContextType>;
  settlement?: Resolver<ResolversTypes['Settlement'], ParentType, ContextType>;
  distanceMeters?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
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
  rates?: Resolver<Array<ResolversTypes['RateInput']>, ParentType, ContextType>;
  gas?: Resolver<Array<ResolversTypes['GasInput']>, ParentType, ContextType>;
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
  edges?: Resolver<Array<ResolversTypes['ExclusionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Exclusion']>, ParentType, ContextType>;
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

export type AgentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentConnection'] = ResolversParentTypes['AgentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AgentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Agent']>, ParentType, ContextType>;
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
  operators?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  uri?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  metadata?: Resolver<Array<ResolversTypes['AgentMetadata']>, ParentType, ContextType>;
  registration?: Resolver<Maybe<ResolversTypes['Registration']>, ParentType, ContextType>;
  document?: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType>;
  mintedAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
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
  services?: Resolver<Array<ResolversTypes['Service']>, ParentType, ContextType>;
  registrations?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  namesAgent?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  supportedTrust?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
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
  keys?: Resolver<Array<ResolversTypes['IdentityKey']>, ParentType, ContextType>;
  services?: Resolver<Array<ResolversTypes['IdentityService']>, ParentType, ContextType>;
};

export type IdentityKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityKey'] = ResolversParentTypes['IdentityKey']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  inherited?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
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

export type OfferConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfferConnection'] = ResolversParentTypes['OfferConnection']> = {
  edges?: Resolver<Array<ResolversTypes['OfferEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Offer']>, ParentType, ContextType>;
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
  categories?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  endpoint?: Resolver<Maybe<ResolversTypes['OfferEndpoint']>, ParentType, ContextType>;
  area?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  spec?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  tariff?: Resolver<Array<ResolversTypes['TariffLine']>, ParentType, ContextType>;
  min?: Resolver<Array<ResolversTypes['Price']>, ParentType, ContextType>;
  max?: Resolver<Array<ResolversTypes['Price']>, ParentType, ContextType>;
  pay?: Resolver<Array<ResolversTypes['PayEntry']>, ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['OfferSource'], ParentType, ContextType>;
  announcements?: Resolver<Array<ResolversTypes['Announcement']>, ParentType, ContextType>;
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
  rates?: Resolver<Array<ResolversTypes['Rate']>, ParentType, ContextType>;
};

export type RateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Rate'] = ResolversParentTypes['Rate']> = {
  from?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  price?: Resolver<Array<ResolversTypes['Price']>, ParentType, ContextType>;
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
  edges?: Resolver<Array<ResolversTypes['FeedbackEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Feedback']>, ParentType, ContextType>;
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
  responses?: Resolver<Array<ResolversTypes['FeedbackResponse']>, ParentType, ContextType>;
};

export type FeedbackResponseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeedbackResponse'] = ResolversParentTypes['FeedbackResponse']> = {
  responder?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  givenAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
};

export type ValidationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ValidationConnection'] = ResolversParentTypes['ValidationConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ValidationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Validation']>, ParentType, ContextType>;
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
  responses?: Resolver<Array<ResolversTypes['ValidationResponse']>, ParentType, ContextType>;
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
  RateInput?: RateInputResolvers<ContextType>;
  GasInput?: GasInputResolvers<ContextType>;
  ExclusionConnection?: ExclusionConnectionResolvers<ContextType>;
  ExclusionEdge?: ExclusionEdgeResolvers<ContextType>;
  Exclusion?: ExclusionResolvers<ContextType>;
  AgentConnection?: AgentConnectionResolvers<ContextType>;
  AgentEdge?: AgentEdgeResolvers<ContextType>;
  Agent?: AgentResolvers<ContextType>;
  AgentMetadata?: AgentMetadataResolvers<ContextType>;
  Registration?: RegistrationResolvers<ContextType>;
  Service?: ServiceResolvers<ContextType>;
  Identity?: IdentityResolvers<ContextType>;
  IdentityKey?: IdentityKeyResolvers<ContextType>;
  IdentityService?: IdentityServiceResolvers<ContextType>;
  OfferConnection?: OfferConnectionResolvers<ContextType>;
  OfferEdge?: OfferEdgeResolvers<ContextType>;
  Offer?: OfferResolvers<ContextType>;
  OfferEndpoint?: OfferEndpointResolvers<ContextType>;
  TariffLine?: TariffLineResolvers<ContextType>;
  Rate?: RateResolvers<ContextType>;
  Price?: PriceResolvers<ContextType>;
  PayEntry?: PayEntryResolvers<ContextType>;
  Announcement?: AnnouncementResolvers<ContextType>;
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

