using System.Text.Json.Nodes;

namespace Ampwright.Lab.Operation;

/// <summary>Who works the CSMS under test at the operator's desk: its API, or a person who is asked to.</summary>
internal interface ICsmsOperator
{
    /// <summary>Makes the lab's station known, with this password.</summary>
    /// <exception cref="OperatorException">It cannot be made known.</exception>
    Task RegisterAsync(string password);

    /// <summary>Has the CSMS send a CALL with these values to the lab's station; it may be on its way or have arrived when the task ends.</summary>
    /// <exception cref="OperatorException">The CSMS cannot be made to.</exception>
    Task SendAsync(string action, JsonObject payload);

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
