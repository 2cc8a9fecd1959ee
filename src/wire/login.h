/*
 * login.h - logging in: the state machines of both sides, O5LOGON, verifiers.
 *
 * Owns:      OlLogin (server side: from the first byte of a connection to an authenticated user), OlClientLogin (the
 *            same way seen from a client), OlVerifier, the phase-two answer, password change on a live session.
 * Not here:  sockets, timers, where verifiers come from, who may log in (pg_hba, limits): the caller's.
 * Lifetimes: an OlLogin lives in its arena; results point into it.  Secrets are wiped by ol_login_wipe.
 * Invariant: at most 64 KiB of unread input and 64 KiB per message; every hostile input ends in OL_LOGIN_CLOSED.
 * See also:  wire.h, protocol.md 3 and 4
 */
#ifndef OL_LOGIN_H
#define OL_LOGIN_H

#include "wire/wire.h"

/* --- verifiers (4.3, 4.4) ------------------------------------------------------------------------------------------ */
enum
{
    OL_VERIFIER_12C = 18453,
    OL_VERIFIER_11G = 6949,
    OL_PBKDF2_VGEN_COUNT = 4096,
    OL_PBKDF2_SDER_COUNT = 3,
};

/* What is stored per user. Plain bytes. */
typedef struct OlVerifier
{
    uint16_t type;      /* OL_VERIFIER_* */
    uint8_t salt_len;   /* 16 or 10 */
    uint8_t hash_len;   /* 32 or 24 */
    uint8_t salt[16];
    uint8_t hash[32];   /* the AES key of the session keys */
} OlVerifier;

/* From a clear password (as typed: passwords are case-sensitive); salt random. False if the crypto library fails. */
OL_MUSTCHECK bool ol_verifier_make(uint16_t type, OlStr password, OlVerifier *out);
/* With a given salt: for tests, and to check a password against a verifier. */
OL_MUSTCHECK bool ol_verifier_make_salted(uint16_t type, OlStr password, const uint8_t *salt, size_t salt_len, OlVerifier *out);
bool ol_verifier_check(const OlVerifier *v, OlStr password); /* constant time in the comparison */
/* For a user that does not exist: always the same for a name and server secret, matches no password. */
OL_MUSTCHECK bool ol_verifier_fake(OlStr user, const uint8_t secret[32], OlVerifier *out);
/* "12c:SALT:HASH" as stored; and back. */
OlStr ol_verifier_format(OlArena *arena, const OlVerifier *v);
OL_MUSTCHECK bool ol_verifier_parse(OlStr text, OlVerifier *out);

/* --- server side ---------------------------------------------------------------------------------------------------- */
typedef enum OlProfile
{
    OL_PROFILE_19C,
    OL_PROFILE_23AI,
} OlProfile;

typedef struct OlLoginConfig
{
    OlProfile profile;
    uint32_t max_sdu;                   /* 0: 2097152. What a client asks for is granted up to this */
    OlStr banner;                       /* of the PROTOCOL reply, at most 48 bytes; empty: a default */
    uint8_t dbid[16];                   /* AUTH_GLOBALLY_UNIQUE_DBID */
    bool (*random)(void *ctx, uint8_t *out, size_t n); /* NULL: the crypto library's */
    void *random_ctx;
} OlLoginConfig;

typedef enum OlLoginState
{
    OL_LOGIN_READ,          /* give it bytes (ol_login_input) */
    OL_LOGIN_WAIT_SERVICE,  /* connect data is there (ol_login_connect_info): ol_login_accept or ol_login_refuse */
    OL_LOGIN_WAIT_VERIFIER, /* user is known (ol_login_user): ol_login_set_verifier */
    OL_LOGIN_AUTHENTICATED, /* ol_login_result: hand over, bind the session, answer with ol_login_write_success */
    OL_LOGIN_DENIED,        /* wrong password: delay as you like, then ol_login_fail(1017) */
    OL_LOGIN_CLOSED,        /* send what output there is, then close; ol_login_diag says why */
} OlLoginState;

typedef struct OlLogin OlLogin;

/* What is known of an authenticated client. Strings live in the login's arena, or in the arena of ol_login_result_read. */
typedef struct OlLoginResult
{
    OlCaps caps;
    OlStr user;             /* Oracle's rule applied: upper case unless it was quoted */
    OlStr password;         /* clear text */
    OlStr new_password;     /* empty: none */
    OlStr proxy_target;     /* PROXY_CLIENT_NAME, Oracle's rule applied; empty: none */
    OlStr service_name, sid, server, instance_name; /* as in the connect data */
    OlStr program, machine, terminal, os_user, pid, driver_name, client_version, connect_string;
    OlStr alter_session;    /* statement text without the trailing NUL: execute, tolerate failure */
    OlStr edition, connection_class, purity;
    uint32_t mode;          /* OL_AUTH_* of phase two */
    OlPairList app_context; /* triples AUTH_APPCTX_NSPACE / _ATTR / _VALUE as they came */
    uint8_t combo_key[32];  /* for password changes later */
    uint8_t combo_len;
    uint8_t pwkey[64];      /* from the client's speedy key: hashes to the verifier, which alone does not give it away */
    uint8_t pwkey_len;      /* 64, or 0: the client sent none */
    uint64_t token;         /* of the phase-two call (pipelining never begins here, so 0) */
    uint8_t call_number;    /* of the phase-two call, for its answer's OER */
    OlStr pending;          /* bytes received after the request: ol_ttc_stream_preload */
} OlLoginResult;

OlLogin *ol_login_new(OlArena *arena, const OlLoginConfig *config);
/* Bytes from the client; any number.  Returns the state after them; input is kept while the machine waits. */
OlLoginState ol_login_input(OlLogin *login, const void *data, size_t n);
OlLoginState ol_login_state(const OlLogin *login);
/* Bytes for the client: view, valid until the next call; ol_login_output_done after sending n of them. */
OlStr ol_login_output(const OlLogin *login);
void ol_login_output_done(OlLogin *login, size_t n);

/* OL_LOGIN_WAIT_SERVICE. */
const OlConnectInfo *ol_login_connect_info(const OlLogin *login);
OlStr ol_login_connect_data(const OlLogin *login);
OlLoginState ol_login_accept(OlLogin *login, OlProfile profile);     /* the profile may depend on the service */
OlLoginState ol_login_refuse(OlLogin *login, uint32_t tns_error);    /* 12514, 12505, 12520, 12528, ... (1.6) */
OlLoginState ol_login_redirect(OlLogin *login, OlStr address, OlStr connect_data);

/* OL_LOGIN_WAIT_VERIFIER. */
OlStr ol_login_user(const OlLogin *login);                           /* Oracle's rule applied */
OlLoginState ol_login_set_verifier(OlLogin *login, const OlVerifier *verifier);

/* Any state after ACCEPT: an OER with this error (text with "ORA-nnnnn: " and newline made from it), then CLOSED. */
OlLoginState ol_login_fail(OlLogin *login, uint32_t ora_error, OlStr text);

const OlLoginResult *ol_login_result(const OlLogin *login);          /* AUTHENTICATED; else NULL */
const OlDiag *ol_login_diag(const OlLogin *login);                   /* why it was closed or denied, for the log */
const OlCaps *ol_login_caps(const OlLogin *login);
void ol_login_wipe(OlLogin *login);                                  /* secrets; call before freeing the arena */

/* The result as bytes (to travel beside the socket; the same build on the same machine reads it) and back. */
void ol_login_result_write(OlBuf *out, const OlLoginResult *result);
OL_MUSTCHECK OlStatus ol_login_result_read(OlArena *arena, const void *data, size_t n, OlLoginResult *out, OlDiag *diag);
void ol_login_result_wipe(OlLoginResult *result);
/* Does the result prove that the client knew the password of this verifier? For whoever receives a result and does not
 * trust its sender: a sender that knows verifiers but no passwords cannot make one. */
OL_MUSTCHECK bool ol_login_result_proves(const OlLoginResult *result, const OlVerifier *v);

/* The answer to phase two (4.6), written by the session after it bound itself: PARAMETERS, OER 0, end of response. */
typedef struct OlLoginReply
{
    uint32_t session_id;    /* backend pid or session number */
    uint16_t serial;
    OlStr db_unique_name, db_domain, service_name, instance_name, db_name, server_host;
    uint32_t max_open_cursors, max_identifier;
    bool password_expiring; /* WARNING 28002 before the OER */
    OlPairList nls;         /* AUTH_NLS_LX...: optional */
} OlLoginReply;
OL_MUSTCHECK bool ol_login_write_success(OlWriter *w, const OlLoginResult *result, const OlLoginReply *reply);
/* Its refusal instead: OER, end of response. */
void ol_login_write_failure(OlWriter *w, uint32_t ora_error, OlStr text);
/* AUTH_VERSION_NO, also for function 0x3B: 19.3.0.0.0 or 23.4.0.24.5 packed by the field version (4.6). */
uint32_t ol_version_packed(uint8_t server_fv, uint8_t fv);
OlStr ol_version_banner(uint8_t server_fv);

/* Password change on a live session (4.7): from the auth request of function 0x73 with OL_AUTH_CHANGE_PASSWORD. The
 * clear texts in arena; false: cannot be decrypted (answer 1017). Answer with ol_ttc_write_pairs of none and an OER. */
OL_MUSTCHECK bool ol_login_password_change(OlArena *arena, const OlAuthRequest *auth, const uint8_t *combo_key, size_t combo_len,
                                           OlStr *old_password, OlStr *new_password);

/* Oracle's rule for names as typed at login: quotes taken off, else upper case (ASCII and UTF-8 letters of Latin-1 stay
 * as typed). */
OlStr ol_login_fold_name(OlArena *arena, OlStr name);

/* --- client side ---------------------------------------------------------------------------------------------------- */
typedef struct OlClientConfig
{
    OlStr connect_data;     /* the whole descriptor to send */
    OlStr user, password, new_password, proxy_target;
    uint32_t mode;          /* OL_AUTH_SYSDBA... besides the log-on bits */
    OlStr program, machine, terminal, os_user, pid, driver_name;
    OlStr alter_session;
    OlStr edition;
    uint8_t max_fv;         /* 0: 24 */
    uint16_t tns_version;   /* 0: 319 */
    uint32_t sdu;           /* 0: 8192 */
    bool no_fast_auth;
    bool no_conv_length, no_sb1_native, no_652, no_663, no_end_of_response, tz_exchange, ano; /* to play older clients */
} OlClientConfig;

typedef enum OlClientState
{
    OL_CLIENT_READ,         /* give it bytes */
    OL_CLIENT_DONE,         /* logged in */
    OL_CLIENT_REDIRECTED,   /* ol_client_redirect: connect there, start anew with its connect data */
    OL_CLIENT_FAILED,       /* ol_client_diag */
} OlClientState;

typedef struct OlClientLogin OlClientLogin;
OlClientLogin *ol_client_new(OlArena *arena, const OlClientConfig *config); /* output holds the CONNECT */
OlClientState ol_client_input(OlClientLogin *login, const void *data, size_t n);
OlClientState ol_client_state(const OlClientLogin *login);
OlStr ol_client_output(const OlClientLogin *login);
void ol_client_output_done(OlClientLogin *login, size_t n);
const OlDiag *ol_client_diag(const OlClientLogin *login);
const OlOer *ol_client_error(const OlClientLogin *login);     /* the server's OER when it refused; NULL otherwise */
const OlCaps *ol_client_caps(const OlClientLogin *login);
const OlPairList *ol_client_session(const OlClientLogin *login); /* the pairs of the phase-two answer */
OlStr ol_client_redirect(const OlClientLogin *login, OlStr *connect_data);
/* Phase-two pairs of a password change on a live session. */
OL_MUSTCHECK bool ol_client_password_change(OlClientLogin *login, OlArena *arena, OlStr old_password, OlStr new_password,
                                            OlAuthRequest *out);

#endif
