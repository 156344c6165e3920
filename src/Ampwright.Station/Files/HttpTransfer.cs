using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Ampwright.Station.Connection;

namespace Ampwright.Station.Files;

/// <summary>One attempt by HTTP or HTTPS. Redirects are followed by hand: each is a new place to be allowed.</summary>
internal sealed class HttpTransfer(INetwork network, FilePolicy policy, FileTls tls, StallGuard stall)
{
    private const int MostRedirects = 5;

    public async Task DownloadAsync(FileLocation from, Stream into, DownloadMemory memory)
    {
        for (var hop = 0; ; hop++)
        {
            using var http = Client(from);
            using var request = new HttpRequestMessage(HttpMethod.Get, from.Address);
            Authorize(request, from);
            var resumes = into.Length > 0 && memory.Validator is { } known && Resume(request, into.Length, known);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
            stall.Alive();
            if (IsRedirect(answer) is { } elsewhere)
            {
                if (hop == MostRedirects) throw new TransferException(TransferFault.Failed, $"{from.Shown}: more than {MostRedirects} redirects");
                from = from.Redirect(elsewhere, policy);
                continue;
            }
            if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && resumes)
            {
                await memory.StartOverAsync(into, stall.Token).ConfigureAwait(false);
                continue;
            }
            if (!answer.IsSuccessStatusCode) throw Refused(from, answer);
            var validator = ValidatorOf(answer);
            if (answer.StatusCode == HttpStatusCode.PartialContent)
            {
                // Another part than was asked for, or one of another file: the whole is asked for next.
                var goesOn = resumes && answer.Content.Headers.ContentRange?.From == into.Length && (validator is null || validator == memory.Validator);
                if (!goesOn && !resumes) throw new TransferException(TransferFault.Failed, $"{from.Shown}: the server sent a part of the file when asked for the whole");
                if (!goesOn)
                {
                    await memory.StartOverAsync(into, stall.Token).ConfigureAwait(false);
                    continue;
                }
            }
            else
            {
                await memory.StartOverAsync(into, stall.Token).ConfigureAwait(false);
                memory.Validator = validator;
            }
            into.Position = into.Length;
            if (answer.Content.Headers.ContentLength + into.Length > FileTransfers.LongestFile)
                throw new TransferException(TransferFault.TooLarge, $"{from.Shown}: the file is longer than {FileTransfers.LongestFile} bytes");
            using var content = await answer.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
            await stall.CopyAsync(content, into, FileTransfers.LongestFile - into.Length, memory.WrittenAsync).ConfigureAwait(false);
            return;
        }
    }

    /// <summary>PUT of the file into the directory; a server that takes no PUT gets a POST of a form to the directory itself.</summary>
    /// <remarks>The standard names no method (digest, ambiguity 22): PUT is what most servers take for a file with a name.</remarks>
    public async Task UploadAsync(FileLocation directory, string name, Stream content)
    {
        if (await TryAsync(HttpMethod.Put, directory.File(name), () => Body(content)).ConfigureAwait(false)) return;
        var form = () => new MultipartFormDataContent { { Body(content), "file", name } };
        if (!await TryAsync(HttpMethod.Post, directory, form).ConfigureAwait(false))
            throw new TransferException(TransferFault.NotSupported, $"{directory.Shown}: the server takes neither PUT nor POST");
    }

    /// <returns>False where the server does not take the method.</returns>
    private async Task<bool> TryAsync(HttpMethod method, FileLocation to, Func<HttpContent> body)
    {
        for (var hop = 0; ; hop++)
        {
            using var http = Client(to);
            using var request = new HttpRequestMessage(method, to.Address) { Content = body() };
            Authorize(request, to);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
            stall.Alive();
            if (IsRedirect(answer) is { } elsewhere)
            {
                if (hop == MostRedirects) throw new TransferException(TransferFault.Failed, $"{to.Shown}: more than {MostRedirects} redirects");
                to = to.Redirect(elsewhere, policy);
                continue;
            }
            if (answer.IsSuccessStatusCode) return true;
            if (answer.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented) return false;
            throw Refused(to, answer);
        }
    }

    private static bool Resume(HttpRequestMessage request, long at, string validator)
    {
        request.Headers.Range = new RangeHeaderValue(at, null);
        return request.Headers.TryAddWithoutValidation("If-Range", validator);
    }

    // A weak validator says that two versions are about the same, which is not enough to join them (RFC 9110 §13.1.5).
    private static string? ValidatorOf(HttpResponseMessage answer) =>
        answer.Headers.ETag is { IsWeak: false } tag ? tag.ToString() : answer.Content.Headers.LastModified?.ToString("r");

    private StallContent Body(Stream content)
    {
        content.Position = 0;
        return new StallContent(content, stall);
    }

    private HttpClient Client(FileLocation server) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        SslOptions = tls.For(server.Address.Host),
        ConnectCallback = async (context, cancel) => await network.OpenAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancel).ConfigureAwait(false),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static void Authorize(HttpRequestMessage request, FileLocation location)
    {
        if (location.User is { } user)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{location.Password}")));
    }

    private static Uri? IsRedirect(HttpResponseMessage answer) => (int)answer.StatusCode is 301 or 302 or 303 or 307 or 308 ? answer.Headers.Location : null;

    private static TransferException Refused(FileLocation location, HttpResponseMessage answer) => new(
        answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => TransferFault.PermissionDenied,
            HttpStatusCode.NotFound or HttpStatusCode.Gone => TransferFault.NotFound,
            HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented => TransferFault.NotSupported,
            HttpStatusCode.RequestEntityTooLarge => TransferFault.TooLarge,
            HttpStatusCode.BadRequest => TransferFault.BadLocation,
            _ => TransferFault.Failed,
        },
        $"{location.Shown}: HTTP {(int)answer.StatusCode}");

    private sealed class StallContent(Stream content, StallGuard stall) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stall.CopyAsync(content, stream, long.MaxValue);

        protected override bool TryComputeLength(out long length)
        {
            length = content.Length;
            return true;
        }
    }
}
