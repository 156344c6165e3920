using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Runs;

/// <summary>The system's answer to a CALL of the lab.</summary>
internal sealed class Answer(string asked, Frame frame)
{
    public Frame Frame { get; } = frame;

    public bool IsError => Frame.Kind == FrameKind.Error;

    /// <summary>The member status; null in a CALLERROR.</summary>
    public string? Status => IsError ? null : Frame.Text("status");

    /// <summary>The answer's status is one of these, or the case fails.</summary>
    public Answer MustBe(params string[] statuses) =>
        Status is { } status && statuses.Contains(status) ? this : throw Fail($"the answer {string.Join(" or ", statuses)} to {asked}");

    /// <summary>The answer is such a CALLERROR, or its status is one of these.</summary>
    /// <param name="errorCode">Null for any.</param>
    public Answer MustBeOrError(string? errorCode, params string[] statuses) =>
        IsError ? errorCode is null || Frame.ErrorCode == errorCode ? this : throw Fail($"the answer {string.Join(" or ", statuses)} or CALLERROR {errorCode} to {asked}")
        : MustBe(statuses);

    /// <summary>A check of the answer's content.</summary>
    public Answer Must(bool holds, string what) => !IsError && holds ? this : throw Fail(what);

    private CaseException Fail(string expected) =>
        new(Verdict.Fail, expected, IsError ? $"the answer was CALLERROR {Frame.ErrorCode} \"{Frame.ErrorText}\"" : $"the answer was {Frame.Payload.GetRawText()}", Frame);
}
