-- By hand because rights are not the ORM's business. The web role may read and write rows, and nothing else; the
-- journal, the steps of hand-overs and the ledger of what was erased it may only add to and read.
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role};
REVOKE UPDATE, DELETE, TRUNCATE ON journal_entry, links_step, privacy_erasure FROM {role};
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role};
