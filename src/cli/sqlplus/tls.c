/*
 * tls.c - TLS under a connection (PROTOCOL=TCPS): the handshake, whom to trust, whom the server must be.
 *
 * Owns:      OlPlusTls.
 * Invariant: nothing of TNS is sent before the server's certificate was checked.
 * See also:  net.c, protocol.md 1.12, Oracle Database Security Guide (Configuring TLS)
 *
 * Whom to trust: the PEM file ewallet.pem in MY_WALLET_DIRECTORY, which may also hold the client's own certificate and
 * key; without a folder (or with SYSTEM) the authorities of the machine, as OpenSSL knows them (SSL_CERT_FILE, SSL_CERT_DIR).
 */
#include "cli/sqlplus/tls.h"

#include <errno.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct OlPlusTls
{
    SSL_CTX *context;
    SSL *ssl;
};

static OlPlusTls *fail(OlPlusTls *tls, OlDiag *diag, const char *what)
{
    unsigned long code = ERR_get_error();
    char text[256], message[400];
    long verified = tls->ssl != NULL ? SSL_get_verify_result(tls->ssl) : X509_V_OK;

    if (verified != X509_V_OK)
        (void)snprintf(text, sizeof(text), "%s", X509_verify_cert_error_string(verified));
    else if (code != 0)
        ERR_error_string_n(code, text, sizeof(text));
    else
        (void)snprintf(text, sizeof(text), "%s", errno != 0 ? strerror(errno) : "the server ended the connection");
    (void)snprintf(message, sizeof(message), "TNS:TLS failure: %s: %s", what, text);
    (void)ol_diag_set_text(diag, OL_ERR_TNS_TLS_FAILURE, -1, message);
    ol_plus_tls_close(tls);
    return NULL;
}

static bool is_on(OlStr value, bool fallback)
{
    if (ol_str_ieq_c(value, "ON") || ol_str_ieq_c(value, "YES") || ol_str_ieq_c(value, "TRUE"))
        return true;
    if (ol_str_ieq_c(value, "OFF") || ol_str_ieq_c(value, "NO") || ol_str_ieq_c(value, "FALSE"))
        return false;
    return fallback;
}

static bool trust(OlPlusTls *tls, OlArena *arena, OlStr folder)
{
    const char *file;

    if (folder.n == 0 || ol_str_ieq_c(folder, "SYSTEM"))
        return SSL_CTX_set_default_verify_paths(tls->context) == 1;
    file = ol_str_printf(arena, "%.*s/ewallet.pem", OL_STR_ARG(folder)).s;
    if (SSL_CTX_load_verify_locations(tls->context, file, NULL) != 1)
        return false;
    /* the client's own certificate is there only if somebody wants it */
    if (SSL_CTX_use_PrivateKey_file(tls->context, file, SSL_FILETYPE_PEM) == 1)
        (void)SSL_CTX_use_certificate_chain_file(tls->context, file);
    ERR_clear_error();
    return true;
}

/* The parts of a distinguished name as "KEY=value", in upper case, sorted: CN=x,O=y is O=y, CN=x. */
static int compare_parts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int name_parts(OlArena *arena, OlStr name, char **parts, int cap)
{
    int n = 0;

    while (name.n > 0 && n < cap)
    {
        size_t end = 0;
        OlStr part;

        while (end < name.n && !(name.s[end] == ',' && (end == 0 || name.s[end - 1] != '\\')))
            end++;
        part = ol_str_trim(ol_str_n(name.s, end));
        if (part.n > 0)
            parts[n++] = ol_str_cdup(arena, ol_str_upper(arena, part));
        name = end < name.n ? ol_str_n(name.s + end + 1, name.n - end - 1) : OL_STR_NULL;
    }
    qsort(parts, (size_t)n, sizeof(*parts), compare_parts);
    return n;
}

static bool same_name(OlArena *arena, OlStr a, OlStr b)
{
    char *left[64], *right[64];
    int n = name_parts(arena, a, left, 64);

    if (n == 0 || n != name_parts(arena, b, right, 64))
        return false;
    for (int i = 0; i < n; i++)
        if (strcmp(left[i], right[i]) != 0)
            return false;
    return true;
}

static bool has_subject(OlPlusTls *tls, OlArena *arena, OlStr wanted)
{
    X509 *certificate = SSL_get1_peer_certificate(tls->ssl);
    BIO *memory = BIO_new(BIO_s_mem());
    char *data = NULL;
    bool same = false;

    if (certificate != NULL && memory != NULL &&
        X509_NAME_print_ex(memory, X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0)
    {
        long n = BIO_get_mem_data(memory, &data);

        same = n > 0 && same_name(arena, ol_str_n(data, (size_t)n), wanted);
    }
    BIO_free(memory);
    X509_free(certificate);
    return same;
}

OlPlusTls *ol_plus_tls_open(OlArena *arena, int fd, const OlPlusTlsOptions *options, OlDiag *diag)
{
    OlPlusTls *tls = ol_new(arena, OlPlusTls);
    OlStr subject = options->cert_dn;
    bool match = is_on(options->dn_match, true);
    const char *host = ol_str_cdup(arena, options->host);
    X509_VERIFY_PARAM *verify;

    errno = 0;
    ERR_clear_error();
    if (subject.n > 1 && subject.s[0] == '"')
        subject = ol_str_n(subject.s + 1, subject.n - 1 - (subject.s[subject.n - 1] == '"'));
    tls->context = SSL_CTX_new(TLS_client_method());
    if (tls->context == NULL || SSL_CTX_set_min_proto_version(tls->context, TLS1_2_VERSION) != 1)
        return fail(tls, diag, "TLS cannot be started");
    if (!trust(tls, arena, options->wallet))
        return fail(tls, diag, "ewallet.pem of the wallet folder cannot be read");
    SSL_CTX_set_verify(tls->context, SSL_VERIFY_PEER, NULL);
    (void)SSL_CTX_set_mode(tls->context, SSL_MODE_AUTO_RETRY);
    tls->ssl = SSL_new(tls->context);
    if (tls->ssl == NULL || SSL_set_fd(tls->ssl, fd) != 1)
        return fail(tls, diag, "TLS cannot be started");
    (void)SSL_set_tlsext_host_name(tls->ssl, host);
    verify = SSL_get0_param(tls->ssl);
    /* a name that is asked for replaces the host's */
    if (match && subject.n == 0 && X509_VERIFY_PARAM_set1_ip_asc(verify, host) != 1 && X509_VERIFY_PARAM_set1_host(verify, host, 0) != 1)
        return fail(tls, diag, "the name of the host");
    ERR_clear_error();
    if (SSL_connect(tls->ssl) != 1)
        return fail(tls, diag, "handshake");
    if (match && subject.n > 0 && !has_subject(tls, arena, subject))
    {
        (void)ol_diag_set(diag, OL_ERR_TNS_TLS_NAME, -1);
        ol_plus_tls_close(tls);
        return NULL;
    }
    return tls;
}

void ol_plus_tls_close(OlPlusTls *tls)
{
    if (tls == NULL)
        return;
    if (tls->ssl != NULL)
    {
        if (SSL_is_init_finished(tls->ssl))
            (void)SSL_shutdown(tls->ssl);
        SSL_free(tls->ssl);
    }
    SSL_CTX_free(tls->context);
    tls->ssl = NULL;
    tls->context = NULL;
}

bool ol_plus_tls_pending(const OlPlusTls *tls)
{
    return SSL_pending(tls->ssl) > 0;
}

ptrdiff_t ol_plus_tls_read(OlPlusTls *tls, uint8_t *buf, size_t cap)
{
    for (;;)
    {
        int n = SSL_read(tls->ssl, buf, (int)OL_MIN(cap, (size_t)INT32_MAX)), why;

        if (n > 0)
            return n;
        why = SSL_get_error(tls->ssl, n);
        if (why == SSL_ERROR_ZERO_RETURN)
            return 0;
        if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE)
            return -1;
    }
}

ptrdiff_t ol_plus_tls_write(OlPlusTls *tls, const uint8_t *data, size_t n)
{
    for (;;)
    {
        int sent = SSL_write(tls->ssl, data, (int)OL_MIN(n, (size_t)INT32_MAX)), why;

        if (sent > 0)
            return sent;
        why = SSL_get_error(tls->ssl, sent);
        if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE)
            return -1;
    }
}
