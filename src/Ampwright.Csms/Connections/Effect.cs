using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Connections;

/// <summary>What a message changes. It runs in the writer, in one unit of work, and yields the answer that may leave after the commit.</summary>
internal abstract class Effect
{
    /// <returns>The response record of the action, or a <see cref="Ocpp.Rpc.StoredAnswer"/>.</returns>
    public abstract object Apply(WriteUnit unit, Lease lease);
}
