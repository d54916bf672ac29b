/* Takes PUTs on 127.0.0.1, throws their bytes away and answers 200 after argv[1] ms; a thread for each connection.
   Prints its port; for each line on stdin the PUTs and bytes so far; ends with stdin. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

enum { HEAD_BYTES = 16 * 1024, BODY_BYTES = 1024 * 1024 };
static const char GO_ON[] = "HTTP/1.1 100 Continue\r\n\r\n";
static const char STORED[] = "HTTP/1.1 200 OK\r\nETag: \"0\"\r\nContent-Length: 0\r\n\r\n";
static long delay_ms;
static atomic_llong puts_done, bytes_done;

static const char *header(const char *head, const char *name) {
  size_t length = strlen(name);
  for (const char *line = head; (line = strstr(line, "\r\n")) != NULL;) {
    line += 2;
    if (strncasecmp(line, name, length) == 0 && line[length] == ':') return line + length + 1;
  }
  return NULL;
}

static void serve(int fd, char *head, char *body) {
  for (size_t have = 0;;) {
    char *end;
    head[have] = '\0';
    while ((end = strstr(head, "\r\n\r\n")) == NULL) {
      if (have == HEAD_BYTES) return;
      ssize_t got = read(fd, head + have, HEAD_BYTES - have);
      if (got <= 0) return;
      have += got;
      head[have] = '\0';
    }
    *end = '\0';
    size_t head_bytes = end + 4 - head;
    const char *length_text = header(head, "content-length");
    long long length = length_text == NULL ? 0 : atoll(length_text);
    if (header(head, "expect") != NULL && write(fd, GO_ON, sizeof GO_ON - 1) < 0) return;

    long long early = (long long)(have - head_bytes) < length ? (long long)(have - head_bytes) : length;
    for (long long left = length - early; left > 0;) {
      ssize_t got = read(fd, body, left < BODY_BYTES ? left : BODY_BYTES);
      if (got <= 0) return;
      left -= got;
    }
    have -= head_bytes + early;
    memmove(head, head + head_bytes + early, have);

    if (delay_ms > 0) nanosleep(&(struct timespec){delay_ms / 1000, delay_ms % 1000 * 1000000}, NULL);
    puts_done += 1;
    bytes_done += length;
    if (write(fd, STORED, sizeof STORED - 1) < 0) return;
  }
}

static void *connection(void *given) {
  int fd = (int)(long)given;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
  char *head = malloc(HEAD_BYTES + 1), *body = malloc(BODY_BYTES);
  if (head != NULL && body != NULL) serve(fd, head, body);
  free(head);
  free(body);
  close(fd);
  return NULL;
}

static void *accept_all(void *given) {
  for (int fd; (fd = accept((int)(long)given, NULL, NULL)) >= 0;) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, connection, (void *)(long)fd) == 0) pthread_detach(thread);
    else close(fd);
  }
  return NULL;
}

int main(int argc, char **argv) {
  delay_ms = argc > 1 ? atol(argv[1]) : 0;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  int listening = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listening, (struct sockaddr *)&address, size) < 0 || listen(listening, 512) < 0) return 1;
  if (getsockname(listening, (struct sockaddr *)&address, &size) < 0) return 1;
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  pthread_t accepting;
  if (pthread_create(&accepting, NULL, accept_all, (void *)(long)listening) != 0) return 1;
  for (char line[16]; fgets(line, sizeof line, stdin) != NULL; fflush(stdout))
    printf("%lld %lld\n", (long long)puts_done, (long long)bytes_done);
  return 0;
}
