namespace Slo.Hosting.Reactions;

/// <summary>What became of a state that was to be kept.</summary>
internal enum ReactionSave
{
    /// <summary>The store has it.</summary>
    Saved,

    /// <summary>The store does not answer: only memory has it.</summary>
    Unsaved,

    /// <summary>Another instance wrote the state meanwhile: nothing was changed.</summary>
    Lost,
}
