using System.Data.Common;

namespace Ampwright.Csms.Connections;

/// <summary>What a handler decides: how the answer comes about and what has to be durable before it leaves.</summary>
internal abstract record Step
{
    /// <summary>The answer leaves at once; nothing is stored.</summary>
    public static Step Answer(object response) => new Now(response);

    /// <summary>The answer comes out of a query.</summary>
    public static Step FromStore(Func<DbConnection, object> query) => new Look(query);

    /// <summary>The answer comes out of the effect and leaves only after its commit.</summary>
    public static Step AfterCommit(Effect effect) => new Store(effect);

    internal sealed record Now(object Response) : Step;

    internal sealed record Look(Func<DbConnection, object> Query) : Step;

    internal sealed record Store(Effect Effect) : Step;
}
