using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Webhooks;

/// <summary>Sends one event to one target and judges the answer. Only a status from 200 to 299 in time is a delivery.</summary>
internal sealed class WebhookSender(WebhookTarget target, SecretBox box, WebhookOptions options, TimeProvider time)
{
    private const int LongestError = 300;

    public async Task<WebhookOutcome> SendAsync(WebhookRecord webhook, long sequence, string kind, string body, CancellationToken cancel)
    {
        if (target.Fault(webhook.Url) is { } fault) return new WebhookOutcome(fault);
        if (box.Open(webhook.SecretSealed) is not { } secret)
            return new WebhookOutcome("The secret cannot be read: the key file of the data folder is another one. Give the webhook a new secret.");
        var bytes = Encoding.UTF8.GetBytes(body);
        var timestamp = WebhookSignature.Timestamp(time.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Ampwright-Event", kind);
        request.Headers.Add("Ampwright-Delivery", string.Create(CultureInfo.InvariantCulture, $"{webhook.WebhookId}-{sequence}"));
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp);
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(secret, timestamp, bytes));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Ampwright", "1"));
        using var patience = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            using var answer = await target.SendAsync(request, either.Token);
            return Judge(answer);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new WebhookOutcome($"No answer within {options.Timeout.TotalSeconds:0.#} s.");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException)
        {
            return new WebhookOutcome(Words(failure));
        }
    }

    private WebhookOutcome Judge(HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        if (status is >= 200 and < 300) return WebhookOutcome.Delivered;
        var error = $"Answered {status}.";
        if (status is >= 300 and < 400) return new WebhookOutcome($"{error} Redirects are not followed: give the final address.", Refused: true);
        var later = answer.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425;
        return new WebhookOutcome(error, Refused: status is >= 400 and < 500 && !later, Wait(answer));
    }

    private TimeSpan? Wait(HttpResponseMessage answer)
    {
        var asked = answer.Headers.RetryAfter?.Delta ?? answer.Headers.RetryAfter?.Date - time.GetUtcNow();
        return asked is { Ticks: > 0 } wait ? TimeSpan.FromTicks(Math.Min(wait.Ticks, options.LongestWait.Ticks)) : null;
    }

    private static string Words(Exception failure)
    {
        var text = failure.InnerException is { } inner && inner.Message != failure.Message ? $"{failure.Message} {inner.Message}" : failure.Message;
        return text.Length <= LongestError ? text : text[..LongestError];
    }
}
