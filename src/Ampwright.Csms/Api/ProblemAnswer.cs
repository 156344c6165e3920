using System.Text.Encodings.Web;
using System.Text.Json;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace Ampwright.Csms.Api;

/// <summary>Sees to it that whatever goes wrong, the answer is a <see cref="Problem"/>.</summary>
internal static class ProblemAnswer
{
    public const string ContentType = "application/problem+json";
    public const string SendJson = "Send the body as JSON, with the header 'Content-Type: application/json'.";

    // Read by people in terminals as well, who are not helped by '\u0027'. It is never HTML: the type says so, and nosniff that it is believed.
    private static readonly ApiJson Legible = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (problem.RetryAfter is { } wait) context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0");
        return context.Response.WriteAsJsonAsync(
            problem with { Instance = context.Request.Path }, Legible.Problem, ContentType, context.RequestAborted);
    }

    /// <summary>For answers that a part of the framework left without a body.</summary>
    public static Task ForBareStatusAsync(StatusCodeContext bare)
    {
        var context = bare.HttpContext;
        return WriteAsync(context, OfStatus(context, context.Response.StatusCode));
    }

    public static async Task ForExceptionAsync(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        await WriteAsync(context, failure switch
        {
            ProblemException problem => problem.Problem,
            BadHttpRequestException { InnerException: JsonException json } => OfJson(json),
            BadHttpRequestException { StatusCode: 400 } bad => Problem.BadRequest($"{bad.Message} The OpenAPI document at /openapi/v1.json says what is expected."),
            BadHttpRequestException bad => OfStatus(context, bad.StatusCode),
            StorageException store => OfStore(store) with { TraceId = context.TraceIdentifier },
            _ => OfStatus(context, 500),
        });
    }

    private static Problem OfStore(StorageException failure) => failure.IsFull
        ? Problem.InsufficientStorage("Nothing was changed: the disk of the database is full. Make room on it; no restart is needed.")
        : new Problem
        {
            Status = 503,
            Title = "Store unavailable",
            Code = "store-unavailable",
            Detail = failure.IsCrowded
                ? "Nothing was changed: the PostgreSQL server has no connection left. End what holds them, or raise its max_connections: this program needs 10. It goes on by itself."
                : "Nothing was changed: the database did not take it. Try again; if it stays so, look at the disk of the data folder and at the log.",
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    private static Problem OfJson(JsonException json)
    {
        var path = json.Path is null or "$" ? "body" : json.Path.StartsWith("$.", StringComparison.Ordinal) ? json.Path[2..] : json.Path;
        var where = json.LineNumber is { } line ? $" (line {line + 1}, byte {json.BytePositionInLine + 1})" : "";
        var text = json.Message.Split(" Path: ")[0].Replace("Ampwright.Csms.", "", StringComparison.Ordinal);
        return Problem.BadRequest(
            $"The body is not the JSON expected here, at {path}{where}. The OpenAPI document at /openapi/v1.json describes it.",
            new Dictionary<string, string[]> { [path] = [text] });
    }

    private static Problem OfStatus(HttpContext context, int status) => new()
    {
        Status = status,
        Title = ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Error",
        Code = ReasonPhrases.GetReasonPhrase(status).ToLowerInvariant().Replace(' ', '-'),
        Detail = status switch
        {
            404 => "There is nothing at this address. /openapi/v1.json names every address of the API.",
            405 => $"{context.Request.Method} is not possible here; the header Allow names what is.",
            413 => "The body is larger than this CSMS reads.",
            415 => SendJson,
            500 => "This is a fault of the CSMS. Nothing more is known to be wrong with the request; the log has more under the traceId.",
            _ => "The request was refused.",
        },
        TraceId = status >= 500 ? context.TraceIdentifier : null,
    };
}
