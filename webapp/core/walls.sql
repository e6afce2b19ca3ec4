-- The walls of a database as sorted lines of plain text: who owns what, who may do what, which rows
-- each role sees, what triggers and functions do. What can be carried out is written as SQL; the
-- rest begins with two dashes. Only what every PostgreSQL from 15 on writes alike stands here.
-- Rights of superusers, and of owners to what is theirs, say nothing and are left out.
WITH ours AS (
    SELECT * FROM pg_roles WHERE rolname IN
        ('app_owner', 'app_lookup', 'app_guard', 'app_migrate', 'app_rw', 'app_backup')
), who AS (
    SELECT 0::oid AS oid, 'PUBLIC' AS name, false AS is_super
    UNION ALL
    -- The owner of the schema public, which is the owner of the database, where that is not ours.
    SELECT oid, '(an administrator)', true FROM pg_roles
    WHERE rolsuper OR rolname = 'pg_database_owner'
    UNION ALL
    SELECT oid, quote_ident(rolname), false FROM pg_roles
    WHERE NOT rolsuper AND rolname <> 'pg_database_owner'
), places AS (
    SELECT oid, nspname, quote_ident(nspname) AS name, nspowner, nspacl,
        nspname IN ('public', 'app') AS is_own FROM pg_namespace
    WHERE NOT starts_with(nspname, 'pg_toast') AND NOT starts_with(nspname, 'pg_temp')
), of_extensions AS (
    SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), relations AS (
    SELECT c.oid, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relowner AS owner,
        c.relacl AS acl, p.is_own, p.name || '.' || quote_ident(c.relname) AS name
    FROM pg_class c JOIN places p ON p.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND NOT EXISTS
        (SELECT FROM of_extensions e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid)
), functions AS (
    SELECT f.*, p.is_own, p.name || '.' || quote_ident(f.proname) || '('
            || pg_get_function_identity_arguments(f.oid) || ')' AS name
    FROM pg_proc f JOIN places p ON p.oid = f.pronamespace
    WHERE (p.is_own OR f.proacl IS NOT NULL) AND NOT EXISTS
        (SELECT FROM of_extensions e WHERE e.classid = 'pg_proc'::regclass AND e.objid = f.oid)
), things AS (
    SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind, name, owner, is_own,
        CASE WHEN is_own THEN coalesce(acl, acldefault(
            CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", owner)) ELSE acl END AS acl,
        name = 'pg_catalog.pg_settings' AS is_told
    FROM relations
    UNION ALL
    SELECT CASE prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, name, proowner, is_own,
        CASE WHEN is_own THEN coalesce(proacl, acldefault('f', proowner)) ELSE proacl END,
        starts_with(name, 'pg_catalog.set_config(')
    FROM functions
    UNION ALL
    SELECT 'SCHEMA', name, nspowner, is_own, coalesce(nspacl, acldefault('n', nspowner)), false
    FROM places
    UNION ALL
    SELECT 'DATABASE', '(this)', datdba, true, coalesce(datacl, acldefault('d', datdba)), false
    FROM pg_database WHERE datname = current_database()
    UNION ALL
    SELECT 'PARAMETER', parname, 10, false, paracl, false FROM pg_parameter_acl
), rights AS (
    SELECT t.kind, t.name, w.name AS grantee, a.privilege_type AS privilege, a.is_grantable
    FROM things t CROSS JOIN LATERAL aclexplode(t.acl) a JOIN who w ON w.oid = a.grantee
    WHERE a.grantee <> t.owner AND NOT w.is_super
    AND (t.is_own OR t.is_told OR a.grantee IN (SELECT oid FROM ours))
), column_rights AS (
    SELECT r.name, w.name AS grantee, x.privilege_type AS privilege, x.is_grantable,
        string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname COLLATE "C") AS columns
    FROM pg_attribute a JOIN relations r ON r.oid = a.attrelid
    CROSS JOIN LATERAL aclexplode(a.attacl) x JOIN who w ON w.oid = x.grantee
    WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND x.grantee <> r.owner AND NOT w.is_super
    AND (r.is_own OR x.grantee IN (SELECT oid FROM ours))
    GROUP BY r.name, w.name, x.privilege_type, x.is_grantable
), granted AS (
    SELECT kind, name, grantee, is_grantable, privilege AS what FROM rights
    UNION ALL
    SELECT 'TABLE', name, grantee, is_grantable, privilege || ' (' || columns || ')'
    FROM column_rights
), walls AS (
    SELECT '-- DATABASE_URL signs in as ' || session_user || CASE WHEN current_user <> session_user
        THEN ' and acts as ' || current_user ELSE '' END AS line
    UNION ALL
    SELECT 'ALTER ROLE ' || rolname || CASE WHEN rolsuper THEN ' SUPERUSER' ELSE ' NOSUPERUSER' END
        || CASE WHEN rolcreatedb THEN ' CREATEDB' ELSE ' NOCREATEDB' END
        || CASE WHEN rolcreaterole THEN ' CREATEROLE' ELSE ' NOCREATEROLE' END
        || CASE WHEN rolinherit THEN ' INHERIT' ELSE ' NOINHERIT' END
        || CASE WHEN rolcanlogin THEN ' LOGIN' ELSE ' NOLOGIN' END
        || CASE WHEN rolreplication THEN ' REPLICATION' ELSE ' NOREPLICATION' END
        || CASE WHEN rolbypassrls THEN ' BYPASSRLS' ELSE ' NOBYPASSRLS' END
    FROM ours
    UNION ALL
    SELECT 'GRANT ' || quote_ident(g.rolname) || ' TO ' || quote_ident(m.rolname)
    FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid JOIN ours m ON m.oid = a.member
    UNION ALL
    -- Settings that come with a sign-in and could stand in for an announcement or switch off a rule.
    SELECT '-- setting of ' || coalesce(o.rolname, 'everybody') || ': ' || one
    FROM pg_db_role_setting s LEFT JOIN ours o ON o.oid = s.setrole
    CROSS JOIN LATERAL unnest(s.setconfig) one
    WHERE (s.setrole = 0 OR o.oid IS NOT NULL) AND s.setdatabase IN
        (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    AND (starts_with(one, 'app.') OR split_part(one, '=', 1) IN
        ('search_path', 'row_security', 'role', 'session_replication_role', 'check_function_bodies'))
    UNION ALL
    SELECT 'ALTER ' || t.kind || ' ' || t.name || ' OWNER TO ' || w.name
    FROM things t JOIN who w ON w.oid = t.owner
    WHERE t.is_own AND (t.kind <> 'SEQUENCE' OR w.name <> 'app_owner')
    AND (t.kind <> 'DATABASE' OR t.owner IN (SELECT oid FROM ours))
    UNION ALL
    SELECT 'GRANT ' || string_agg(what, ', ' ORDER BY what COLLATE "C") || ' ON ' || kind || ' '
        || name || ' TO ' || grantee || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
    FROM granted GROUP BY kind, name, grantee, is_grantable
    UNION ALL
    SELECT 'ALTER DEFAULT PRIVILEGES FOR ROLE ' || o.name || coalesce(' IN SCHEMA ' || p.name, '')
        || ' GRANT ' || string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type COLLATE "C")
        || ' ON ' || CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES'
            WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS'
            ELSE 'LARGE OBJECTS' END || ' TO ' || w.name
    FROM pg_default_acl d JOIN who o ON o.oid = d.defaclrole
    LEFT JOIN places p ON p.oid = d.defaclnamespace
    CROSS JOIN LATERAL aclexplode(d.defaclacl) a JOIN who w ON w.oid = a.grantee
    WHERE a.grantee <> d.defaclrole GROUP BY o.name, p.name, d.defaclobjtype, w.name
    UNION ALL
    SELECT 'ALTER TABLE ' || name || ' ENABLE ROW LEVEL SECURITY' FROM relations
    WHERE is_own AND relrowsecurity
    UNION ALL
    SELECT 'ALTER TABLE ' || name || ' FORCE ROW LEVEL SECURITY' FROM relations
    WHERE is_own AND relforcerowsecurity
    UNION ALL
    SELECT 'CREATE POLICY ' || quote_ident(y.polname) || ' ON ' || r.name
        || CASE WHEN y.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END || ' FOR '
        || CASE y.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
            WHEN 'd' THEN 'DELETE' ELSE 'ALL' END
        || ' TO ' || (SELECT string_agg(w.name, ', ' ORDER BY w.name COLLATE "C")
            FROM who w WHERE w.oid = ANY (y.polroles))
        || coalesce(' USING (' || pg_get_expr(y.polqual, y.polrelid) || ')', '')
        || coalesce(' WITH CHECK (' || pg_get_expr(y.polwithcheck, y.polrelid) || ')', '')
    FROM pg_policy y JOIN relations r ON r.oid = y.polrelid
    UNION ALL
    SELECT pg_get_triggerdef(g.oid) FROM pg_trigger g JOIN relations r ON r.oid = g.tgrelid
    WHERE r.is_own AND NOT g.tgisinternal
    UNION ALL
    -- The triggers inside of references are told only where somebody has switched them off.
    SELECT 'ALTER TABLE ' || r.name || CASE g.tgenabled WHEN 'O' THEN ' ENABLE TRIGGER '
        WHEN 'D' THEN ' DISABLE TRIGGER ' WHEN 'R' THEN ' ENABLE REPLICA TRIGGER '
        ELSE ' ENABLE ALWAYS TRIGGER ' END || quote_ident(g.tgname)
    FROM pg_trigger g JOIN relations r ON r.oid = g.tgrelid
    WHERE r.is_own AND (NOT g.tgisinternal OR g.tgenabled <> 'O')
    UNION ALL
    SELECT '-- rule ' || u.rulename || ' on ' || r.name FROM pg_rewrite u
    JOIN relations r ON r.oid = u.ev_class WHERE r.is_own AND u.rulename <> '_RETURN'
    UNION ALL
    SELECT '-- view ' || name FROM relations WHERE is_own AND relkind IN ('v', 'm')
    UNION ALL
    SELECT '-- function ' || f.name || ': returns ' || coalesce(pg_get_function_result(f.oid), '-')
        || ', ' || l.lanname || ', kind ' || concat(f.prokind, f.provolatile, f.proparallel)
        || CASE WHEN f.prosecdef THEN ', SECURITY DEFINER' ELSE '' END
        || CASE WHEN f.proleakproof THEN ', LEAKPROOF' ELSE '' END
        || CASE WHEN f.proisstrict THEN ', STRICT' ELSE '' END
        || coalesce(', ' || array_to_string(f.proconfig, '; '), '')
        || ', body ' || md5(f.prosrc) || CASE WHEN f.prosqlbody IS NULL THEN '' ELSE ' parsed' END
    FROM functions f JOIN pg_language l ON l.oid = f.prolang WHERE f.is_own
    UNION ALL
    SELECT '-- constraint ' || quote_ident(k.conname) || ' on ' || r.name || ': '
        || CASE WHEN k.contype = 'c' THEN 'CHECK' ELSE pg_get_constraintdef(k.oid) END
        || CASE WHEN k.contype = 'c' AND NOT k.convalidated THEN ' NOT VALID' ELSE '' END
    FROM pg_constraint k JOIN relations r ON r.oid = k.conrelid
    WHERE r.is_own AND k.contype IN ('c', 'f', 'p', 'u', 'x')
    UNION ALL
    SELECT '-- unique index ' || i.indexrelid::regclass || ' on ' || r.name
        || CASE WHEN i.indisvalid THEN '' ELSE ', not valid' END
    FROM pg_index i JOIN relations r ON r.oid = i.indrelid WHERE r.is_own AND i.indisunique
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
)
SELECT line FROM walls ORDER BY line COLLATE "C"
