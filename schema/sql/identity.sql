-- Facts of the ERC-8004 identity registries and of ERC-1056, and what registration files claim.
-- Each fact table has a history twin `<name>_h` with one more column, `bt`: the version held over the blocks [bf, bt).
-- `bf` and `li` are the block and log index that made this version.

create table agent (
  chain text not null,
  id text not null,                     -- eip155:<chain>:<registry>/<token>
  registry text not null,
  token text not null,                  -- uint256, 64 hex digits
  owner text not null,
  owner_at text not null,               -- position of the last Transfer
  wallet text,                          -- agentWallet; null: cleared
  wallet_provenance text not null,      -- default_owner | proven | cleared
  wallet_at text not null,              -- position at which the wallet was last set or cleared
  uri text,                             -- agentURI; null: never given
  uri_id text,                          -- SHA-256 of the URI
  uri_at text,                          -- position at which it was last set
  approved text,                        -- ERC-721 approval of this token
  minted text not null,                 -- position of the mint
  registered text,                      -- position of Registered; null while the registration runs
  refreshed text,                       -- position of the last MetadataUpdate while the registration runs
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index agent_by_mint on agent (chain, minted);
create index agent_by_owner on agent (owner);
create index agent_by_wallet on agent (wallet);
create index agent_by_uri on agent (uri_id);

create table agent_metadata (
  chain text not null,
  id text not null,                     -- agent / SHA-256 of the key
  agent text not null,
  key text not null,
  value text not null,                  -- 0x hex
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index agent_metadata_by_agent on agent_metadata (agent);

-- ERC-721 operators: they may act for every token of an owner.
create table operator (
  chain text not null,
  id text not null,                     -- chain:registry / owner / operator
  registry text not null,
  owner text not null,
  operator text not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index operator_by_owner on operator (registry, owner);

-- One row per identity that ERC-1056 ever spoke of; one without a row is its own owner.
create table did (
  chain text not null,
  id text not null,                     -- did:ethr:<hex chain>:<address>
  identity text not null,
  owner text not null,
  owner_at text,                        -- position of the last change of owner; null: never changed
  epoch bigint not null,                -- changes of owner so far
  deactivated integer not null,         -- 1: the owner was set to 0x0; final
  changed bigint not null,              -- block of the last event
  events bigint not null,               -- events so far
  key_count bigint not null,            -- how many delegate-N were numbered
  service_count bigint not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index did_by_owner on did (owner, chain, id);

-- The latest event of each (kind, name, value) of an identity: it is in the document while valid_to lies ahead.
create table did_entry (
  chain text not null,
  id text not null,                     -- did / SHA-256 of kind, name and value
  did text not null,
  kind text not null,                   -- delegate | attribute
  name text not null,                   -- delegate type or attribute name
  value text not null,                  -- 0x hex: address of the delegate, bytes of the attribute
  fragment text,                        -- delegate-N or service-N; null: neither key nor service
  valid_to bigint not null,             -- Unix seconds, at most 2^53 - 1
  epoch bigint not null,                -- epoch of the identity in which it was last set
  key text,                             -- the key, however it is encoded; null: none that may make assertions
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index did_entry_by_fragment on did_entry (did, fragment);
create index did_entry_by_key on did_entry (key, chain, did) where key is not null;
create index did_entry_by_p256 on did_entry (chain, did) where key >= 'p256' and key < 'p257';

create table did_event (
  chain text not null,
  id text not null,                     -- did / position
  did text not null,
  kind text not null,                   -- owner | delegate | attribute
  name text not null,
  value text not null,
  valid_to bigint not null,
  previous text not null,               -- previousChange, uint256
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index did_event_by_did on did_event (did, bf, li);

-- What a registration file says. A claim of its author, keyed by content, never part of the history of the chain.
create table registration (
  id text not null primary key,         -- SHA-256 of the bytes
  type text,
  name text,
  description text,
  image text,
  active integer,                       -- 1, 0 or null: not said
  x402 integer,                         -- 1, 0 or null: not said
  services text not null,               -- JSON array of { name, endpoint, version }
  registrations text not null,          -- JSON array of agent ids
  trust text not null                   -- JSON array of text
);
create index registration_by_name on registration (name);

-- The DIDs that a registration file names among its services, by DID.
create table registration_did (
  did text not null,                    -- in our spelling, a did:ethr by its address
  uri_id text not null,                 -- SHA-256 of the URI that served the file
  id text not null,                     -- SHA-256 of the bytes
  primary key (did, uri_id, id)
);
create index registration_did_by_file on registration_did (uri_id, id);
