-- What was fetched of late: who keeps what documents say finds out by it what is new.

create index document_fetch_by_time on document_fetch (kind, fetched_at, id);
