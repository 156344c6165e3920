using System.Text.Json.Serialization;

namespace Ampwright.Csms.Api;

/// <summary>
/// What every refused or failed request is answered with, as RFC 9457 has it. <see cref="Code"/> is for programs and stays
/// the same between releases; <see cref="Detail"/> is for people and says what to do.
/// </summary>
internal sealed record Problem
{
    /// <summary>Always <c>about:blank</c>: the status and the code say what kind of problem it is.</summary>
    public string Type { get; init; } = "about:blank";

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Detail { get; init; }

    /// <summary>The path that was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Instance { get; init; }

    public required string Code { get; init; }

    /// <summary>Faults by field of the request body or query; present with status 400 and 422. With 409 security-profile-checks by the name of the check.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>Names the request in the program's log; present with status 500.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }

    [JsonIgnore]
    public TimeSpan? RetryAfter { get; init; }

    public static Problem Unauthorized(string detail) => new() { Status = 401, Title = "Unauthorized", Code = "unauthorized", Detail = detail };

    public static Problem Forbidden(string code, string detail) => new() { Status = 403, Title = "Forbidden", Code = code, Detail = detail };

    public static Problem BadRequest(string detail, IReadOnlyDictionary<string, string[]>? errors = null) =>
        new() { Status = 400, Title = "Bad request", Code = "bad-request", Detail = detail, Errors = errors };

    public static Problem NotFound(string code, string detail) => new() { Status = 404, Title = "Not found", Code = code, Detail = detail };

    public static Problem Conflict(string code, string detail) => new() { Status = 409, Title = "Conflict", Code = code, Detail = detail };

    public static Problem InsufficientStorage(string detail) => new() { Status = 507, Title = "Insufficient storage", Code = "insufficient-storage", Detail = detail };

    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) => new()
    {
        Status = 422,
        Title = "Invalid content",
        Code = "invalid",
        Detail = $"Correct {string.Join(", ", errors.Keys)} and send the request again; 'errors' says what is wrong with each.",
        Errors = errors,
    };

    public static Problem TooManyRequests(TimeSpan wait, string what) => new()
    {
        Status = 429,
        Title = "Too many requests",
        Code = "too-many-requests",
        Detail = $"{what} Wait {Math.Ceiling(wait.TotalSeconds):0} seconds and try again.",
        RetryAfter = wait,
    };

    public ProblemException AsException() => new(this);
}

/// <summary>Thrown where a request cannot be carried out; becomes the answer.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}
