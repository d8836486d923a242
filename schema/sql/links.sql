-- What agents and DIDs say of each other on chain (facts), and the did:web documents that agents name (claims).

-- One row per agent, DID and side: the last word of that side about the other, in whatever spelling. It is never dropped.
create table link_claim (
  chain text not null,                  -- of the side that speaks
  id text not null,                     -- the side that speaks / the side that it names
  carrier text not null,                -- attribute: the DID speaks | metadata: the agent speaks
  agent text not null,
  did text not null,                    -- in our spelling, a did:ethr by its address
  said text not null,                   -- position at which it was last said
  valid_to bigint not null,             -- Unix seconds, at most 2^53 - 1; 0: withdrawn, or another DID was named instead
  uri text,                             -- where a did:web has its document
  uri_id text,                          -- SHA-256 of the URI
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index link_claim_by_agent on link_claim (agent, carrier, said);
create index link_claim_by_did on link_claim (did, carrier, said);

-- The DID that the metadata of an agent names now.
create table link_named (
  chain text not null,
  id text not null,                     -- the agent
  did text not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);

-- A DID document behind a did:web: evidence with the date of its fetch, keyed by content.
create table web_did (
  id text not null primary key,         -- SHA-256 of the bytes
  did text not null,                    -- in our spelling
  document text not null,               -- JSON
  names text not null                   -- JSON array of the ids of the agents it names
);

-- Which agents a DID document named, by agent.
create table web_did_agent (
  agent text not null,
  uri_id text not null,                 -- SHA-256 of the URI that served it
  id text not null,                     -- SHA-256 of the bytes
  primary key (agent, uri_id, id)
);
