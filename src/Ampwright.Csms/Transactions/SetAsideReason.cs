namespace Ampwright.Csms.Transactions;

/// <summary>Why a message was kept aside. The names are on disk and in the API.</summary>
internal static class SetAsideReason
{
    /// <summary>The id belongs to another station's transaction.</summary>
    public const string ForeignTransaction = nameof(ForeignTransaction);

    /// <summary>No transaction has this id.</summary>
    public const string UnknownTransaction = nameof(UnknownTransaction);

    /// <summary>The id is -1 or another that carries no meaning, and no single open transaction fits (errata v4.0 3.18).</summary>
    public const string NoTransactionId = nameof(NoTransactionId);

    /// <summary>The transaction was stopped before, with other values.</summary>
    public const string ConflictingStop = nameof(ConflictingStop);
}
