namespace Ampwright.Csms.Commands;

/// <summary>A command on its way.</summary>
/// <param name="CommandId">Its row.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Request">The request record or the <see cref="RawPayload"/>, secrets in clear.</param>
/// <param name="MessageId">The id of its CALL.</param>
/// <param name="PasswordHash">The hash of the AuthorizationKey that it carries, if it does.</param>
internal sealed record TakenCommand(long CommandId, CommandKind Kind, object Request, string MessageId, byte[]? PasswordHash);
