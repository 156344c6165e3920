using System.Data.Common;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Connections;

/// <summary>What a handler decides: how the answer comes about and what has to be durable before it leaves.</summary>
internal abstract record Step
{
    /// <summary>The answer leaves at once; nothing is stored.</summary>
    public static Step Answer(object response) => new Now(response);

    /// <summary>The answer comes out of a query.</summary>
    public static Step FromStore(Func<DbConnection, object> query) => new Look(query);

    /// <summary>The answer comes out of a query and leaves at once; what is worth keeping of it is stored behind it.</summary>
    public static Step FromStoreAndKept(Func<DbConnection, (object Response, Action<WriteUnit> Keep)> query) => new LookAndKeep(query);

    /// <summary>The answer comes out of the effect and leaves only after its commit.</summary>
    public static Step AfterCommit(Effect effect) => new Store(effect);

    internal sealed record Now(object Response) : Step;

    internal sealed record Look(Func<DbConnection, object> Query) : Step;

    internal sealed record LookAndKeep(Func<DbConnection, (object Response, Action<WriteUnit> Keep)> Query) : Step;

    internal sealed record Store(Effect Effect) : Step;
}
