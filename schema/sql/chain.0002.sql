-- Offers that were handed to this node (`publishOffer`): a log that is only ever added to, read by other nodes as a feed.

create table submission (
  number bigint not null primary key,   -- 1, 2, 3, ... without holes: the cursor of the feed
  offer text not null,                  -- offer id: each offer once
  uri text not null,                    -- data:application/jwt,<token>: queued as a document of the kind `offer`
  uri_id text not null,                 -- SHA-256 of the URI
  sub text not null,
  issuer text not null,                 -- the DID in our spelling
  account text not null,                -- whose share of the log it takes: the address behind the DID, else the DID
  received_at bigint not null,          -- Unix seconds of the node's clock
  bytes bigint not null,                -- of the token
  heads text not null,                  -- JSON array of { chain, number, hash, time }: what it was checked against
  subjects bigint not null,             -- of the account so far, this one included
  total bigint not null                 -- bytes of the log so far, these included
);
create unique index submission_by_offer on submission (offer);
create index submission_by_account on submission (account, number);
create index submission_by_sub on submission (account, sub, number);
