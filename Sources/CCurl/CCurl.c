#include "CCurl.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

// The functions that we call, with the types of the header.
static struct {
  __typeof__(&curl_global_init) global_init;
  __typeof__(&curl_easy_init) init;
  __typeof__(&curl_easy_setopt) setopt;
  __typeof__(&curl_easy_perform) perform;
  __typeof__(&curl_easy_getinfo) getinfo;
  __typeof__(&curl_easy_cleanup) cleanup;
  __typeof__(&curl_easy_strerror) strerror;
  __typeof__(&curl_slist_append) append;
  __typeof__(&curl_slist_free_all) free_all;
} curl;

static pthread_mutex_t loading = PTHREAD_MUTEX_INITIALIZER;
static bool is_loaded;

static bool load_functions(void *handle) {
#define FIND(member, name) \
  if (!(curl.member = (__typeof__(curl.member))dlsym(handle, name))) return false
  FIND(global_init, "curl_global_init");
  FIND(init, "curl_easy_init");
  FIND(setopt, "curl_easy_setopt");
  FIND(perform, "curl_easy_perform");
  FIND(getinfo, "curl_easy_getinfo");
  FIND(cleanup, "curl_easy_cleanup");
  FIND(strerror, "curl_easy_strerror");
  FIND(append, "curl_slist_append");
  FIND(free_all, "curl_slist_free_all");
#undef FIND
  return curl.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

/// Whether libcurl can be called; else its reason stands in `message`.
static bool load(char *message, size_t size) {
  pthread_mutex_lock(&loading);
  if (!is_loaded) {
    void *handle = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    is_loaded = handle && load_functions(handle);
    if (!is_loaded) {
      const char *reason = dlerror();
      snprintf(message, size, "%s", reason ? reason : "libcurl can't be initialised");
    }
  }
  bool result = is_loaded;
  pthread_mutex_unlock(&loading);
  return result;
}

typedef struct receiver {
  ccurl_receive receive;
  void *context;
  CURL *handle;
  bool has_stopped;
} receiver;

static size_t on_bytes(char *bytes, size_t size, size_t count, void *context) {
  receiver *receiver = context;
  long status = 0;
  curl.getinfo(receiver->handle, CURLINFO_RESPONSE_CODE, &status);
  if (receiver->receive(receiver->context, status, bytes, size * count)) return size * count;
  receiver->has_stopped = true;
  return 0;
}

static bool has_connected(CURL *handle) {
  long count = 0;
  curl.getinfo(handle, CURLINFO_NUM_CONNECTS, &count);
  return count > 0;
}

static ccurl_outcome outcome(CURLcode code, const receiver *receiver) {
  if (receiver->has_stopped) return CCURL_STOPPED;
  switch (code) {
    case CURLE_OK: return CCURL_ANSWERED;
    case CURLE_OPERATION_TIMEDOUT: return CCURL_TIMED_OUT;
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING: return CCURL_BROKEN_OFF;
    case CURLE_UNSUPPORTED_PROTOCOL:
      // Also what an answer without HTTP's first line is called.
      return has_connected(receiver->handle) ? CCURL_BROKEN_OFF : CCURL_FAILED;
    case CURLE_URL_MALFORMAT:
    case CURLE_BAD_FUNCTION_ARGUMENT:
    case CURLE_UNKNOWN_OPTION:
    case CURLE_FAILED_INIT: return CCURL_FAILED;
    default: return CCURL_UNREACHABLE;  // names, TLS, proxies
  }
}

/// Allows HTTP alone: an address in a configuration opens no file. Libraries before 7.85 know the
/// older option only, and headers of that age too.
static CURLcode allow_http_alone(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
  if (curl.setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK) return CURLE_OK;
#endif
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  return curl.setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#pragma GCC diagnostic pop
}

/// Sets every option; the code of the first that is refused.
static CURLcode configure(
    CURL *handle, const ccurl_request *request, struct curl_slist *headers, receiver *receiver,
    char *message) {
  CURLcode code;
#define SET(option, value) ((code = curl.setopt(handle, option, value)) == CURLE_OK)
  (void)(SET(CURLOPT_ERRORBUFFER, message) && SET(CURLOPT_URL, request->url) &&
         (code = allow_http_alone(handle)) == CURLE_OK &&
         SET(CURLOPT_NOSIGNAL, 1L) && SET(CURLOPT_FOLLOWLOCATION, 0L) &&
         SET(CURLOPT_POST, 1L) && SET(CURLOPT_POSTFIELDS, request->body) &&
         SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_size) &&
         SET(CURLOPT_HTTPHEADER, headers) &&
         SET(CURLOPT_CONNECTTIMEOUT_MS, request->connect_milliseconds) &&
         SET(CURLOPT_LOW_SPEED_LIMIT, 1L) &&
         SET(CURLOPT_LOW_SPEED_TIME, request->stall_seconds) &&
         SET(CURLOPT_TIMEOUT, request->total_seconds) &&
         (request->uses_proxy || SET(CURLOPT_NOPROXY, "*")) &&
         SET(CURLOPT_WRITEFUNCTION, on_bytes) && SET(CURLOPT_WRITEDATA, receiver));
#undef SET
  return code;
}

ccurl_result ccurl_post(const ccurl_request *request, ccurl_receive receive, void *context) {
  ccurl_result result = {CCURL_FAILED, 0, ""};
  if (!load(result.message, sizeof result.message)) {
    result.outcome = CCURL_UNAVAILABLE;
    return result;
  }
  CURL *handle = curl.init();
  if (!handle) return result;
  struct curl_slist *headers = NULL;
  for (size_t i = 0; i < request->header_count; i++) {
    struct curl_slist *longer = curl.append(headers, request->headers[i]);
    if (longer) headers = longer;
  }
  receiver receiver = {receive, context, handle, false};
  char message[CURL_ERROR_SIZE] = "";
  CURLcode code = configure(handle, request, headers, &receiver, message);
  if (code == CURLE_OK) {
    code = curl.perform(handle);
    curl.getinfo(handle, CURLINFO_RESPONSE_CODE, &result.status);
  }
  result.outcome = outcome(code, &receiver);
  if (code != CURLE_OK) {
    // libcurl's own words on a refused connection hold a time, which says nothing.
    bool is_told = message[0] && code != CURLE_COULDNT_CONNECT;
    snprintf(
        result.message, sizeof result.message, "%s", is_told ? message : curl.strerror(code));
  }
  curl.free_all(headers);
  curl.cleanup(handle);
  return result;
}
