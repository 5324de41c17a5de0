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

static const char *library = "libcurl.so.4";
static pthread_mutex_t loading = PTHREAD_MUTEX_INITIALIZER;
static bool is_loaded;

void ccurl_use_library(const char *file) { library = file; }

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
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    is_loaded = handle && load_functions(handle);
    if (!is_loaded) {
      const char *reason = dlerror();
      snprintf(message, size, "%s", reason ? reason : "libcurl can't be initialised");
    }
  }
  pthread_mutex_unlock(&loading);
  return is_loaded;
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

static ccurl_outcome outcome(CURLcode code, const receiver *receiver) {
  if (receiver->has_stopped) return CCURL_STOPPED;
  switch (code) {
    case CURLE_OK: return CCURL_ANSWERED;
    case CURLE_OPERATION_TIMEDOUT: return CCURL_TIMED_OUT;
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return CCURL_UNREACHABLE;
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING: return CCURL_BROKEN_OFF;
    default: return CCURL_FAILED;
  }
}

/// Sets every option; false where one is refused.
static bool configure(
    CURL *handle, const ccurl_request *request, struct curl_slist *headers, receiver *receiver,
    char *message) {
#define SET(option, value) (curl.setopt(handle, option, value) == CURLE_OK)
  return SET(CURLOPT_ERRORBUFFER, message) && SET(CURLOPT_URL, request->url) &&
         SET(CURLOPT_PROTOCOLS_STR, "http,https") &&
         SET(CURLOPT_NOSIGNAL, 1L) && SET(CURLOPT_FOLLOWLOCATION, 0L) &&
         SET(CURLOPT_POST, 1L) && SET(CURLOPT_POSTFIELDS, request->body) &&
         SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_size) &&
         SET(CURLOPT_HTTPHEADER, headers) &&
         SET(CURLOPT_CONNECTTIMEOUT_MS, request->connect_milliseconds) &&
         SET(CURLOPT_LOW_SPEED_LIMIT, 1L) &&
         SET(CURLOPT_LOW_SPEED_TIME, request->stall_seconds) &&
         SET(CURLOPT_TIMEOUT, request->total_seconds) &&
         (request->uses_proxy || SET(CURLOPT_NOPROXY, "*")) &&
         SET(CURLOPT_WRITEFUNCTION, on_bytes) && SET(CURLOPT_WRITEDATA, receiver);
#undef SET
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
  CURLcode code = CURLE_FAILED_INIT;
  if (configure(handle, request, headers, &receiver, message)) {
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
