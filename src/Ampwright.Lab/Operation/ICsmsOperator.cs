using System.Text.Json.Nodes;

namespace Ampwright.Lab.Operation;

/// <summary>Who works the CSMS under test at the operator's desk: its API, or a person who is asked to.</summary>
internal interface ICsmsOperator
{
    /// <summary>Makes the lab's station known.</summary>
    /// <param name="profile">The security profile by which it comes.</param>
    /// <param name="password">As the run was told it; null for none.</param>
    /// <exception cref="OperatorException">It cannot be made known.</exception>
    Task RegisterAsync(int profile, string? password);

    /// <summary>Has the CSMS send a CALL with these values (CertificateSigned without any: what it has issued last) to the lab's station; it may be on its way or have arrived when the task ends.</summary>
    /// <exception cref="OperatorException">The CSMS cannot be made to.</exception>
    Task SendAsync(string action, JsonObject payload);

    /// <summary>Has the security profile of the lab's station raised, with what the CSMS does for that (security whitepaper A05).</summary>
    /// <exception cref="OperatorException">The CSMS cannot be made to.</exception>
    Task RaiseProfileAsync(int profile);

    /// <summary>Makes an id tag known.</summary>
    /// <param name="status">Accepted, Blocked or Expired.</param>
    /// <param name="parent">Its parent id tag; null for none.</param>
    /// <exception cref="OperatorException">It cannot be made known.</exception>
    Task AddTagAsync(string tag, string status, string? parent);

    /// <summary>Whether the CSMS shows a record with these values.</summary>
    /// <param name="key">Its id, number or type.</param>
    /// <param name="values">Members by the names of OCPP and their texts.</param>
    /// <exception cref="OperatorException">The CSMS does not let it be read.</exception>
    Task<bool> ShowsAsync(CsmsRecord record, string key, IReadOnlyDictionary<string, string> values);
}
