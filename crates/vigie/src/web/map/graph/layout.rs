//! Where everything stands: five columns, and in each the order that crosses the fewest lines.

use super::asked::Column;
use super::picture::Picture;

/// The width of the drawing.
pub(super) const WIDTH: u32 = 1052;
/// The height of a box.
pub(super) const BOX: u32 = 38;
/// From the top of one box to that of the next.
const ROW: u32 = 52;
/// Where the first box begins.
const TOP: u32 = 34;
/// How often the columns are put in order by their neighbours.
const SWEEPS: usize = 6;

impl Column {
    /// Where it begins, and how wide its boxes are.
    pub(super) const fn place(self) -> (u32, u32) {
        match self {
            Self::Outlets => (0, 138),
            Self::Values => (222, 140),
            Self::Names => (446, 160),
            Self::Hosts => (690, 138),
            Self::Levers => (912, 140),
        }
    }
}

/// Gives every box its place.
pub(super) fn arrange(picture: &mut Picture) {
    let mut columns: Vec<Vec<usize>> = Column::ALL.iter().map(|column| in_column(picture, *column)).collect();
    let mut neighbours = vec![Vec::new(); picture.nodes.len()];
    for line in &picture.lines {
        neighbours[line.from].push(line.to);
        neighbours[line.to].push(line.from);
    }
    // Heights are doubled, so that halves need no fractions.
    let mut height: Vec<i64> = vec![0; picture.nodes.len()];
    let spread = |column: &[usize], height: &mut Vec<i64>| {
        column.iter().enumerate().for_each(|(row, place)| height[*place] = 2 * row as i64);
    };
    columns.iter().for_each(|column| spread(column, &mut height));
    for sweep in 0..SWEEPS {
        let mut order: Vec<usize> = (0..columns.len()).collect();
        if sweep % 2 == 1 {
            order.reverse();
        }
        for place in order {
            let wanted = |node: &usize| mean(&neighbours[*node], &height).unwrap_or(height[*node]);
            let mut sorted: Vec<(bool, i64, usize)> =
                columns[place].iter().map(|node| (!picture.nodes[*node].pinned, wanted(node), *node)).collect();
            sorted.sort_by_key(|(pinned, wanted, _)| (*pinned, *wanted));
            columns[place] = sorted.into_iter().map(|(_, _, node)| node).collect();
            spread(&columns[place], &mut height);
        }
    }
    settle(&columns, &neighbours, &mut height);
    let most = height.iter().copied().max().unwrap_or(0);
    for (node, height) in picture.nodes.iter_mut().zip(height) {
        let y = TOP + u32::try_from(height).unwrap_or(0) * ROW / 2;
        node.at = (node.column.place().0, y);
    }
    picture.height = TOP + u32::try_from(most).unwrap_or(0) * ROW / 2 + ROW;
}

/// The assets of a column: members first, then those nearest to the middle.
fn in_column(picture: &Picture, column: Column) -> Vec<usize> {
    let nodes = picture.nodes.iter().enumerate().filter(|(_, node)| node.column == column);
    let mut places: Vec<usize> = nodes.map(|(place, _)| place).collect();
    places.sort_by_key(|place| (picture.nodes[*place].standing, picture.nodes[*place].depth));
    places
}

fn mean(neighbours: &[usize], height: &[i64]) -> Option<i64> {
    let count = i64::try_from(neighbours.len()).ok().filter(|count| *count > 0)?;
    Some(neighbours.iter().map(|node| height[*node]).sum::<i64>() / count)
}

/// Moves short columns down to where their neighbours are, without changing the order in any.
fn settle(columns: &[Vec<usize>], neighbours: &[Vec<usize>], height: &mut [i64]) {
    let most = columns.iter().map(Vec::len).max().unwrap_or(0) as i64;
    for column in columns.iter().filter(|column| (column.len() as i64) < most) {
        let mut above = -2;
        for node in column {
            let wanted = mean(&neighbours[*node], height).unwrap_or(0);
            height[*node] = wanted.max(above + 2);
            above = height[*node];
        }
        // What was pushed out below moves up again.
        let mut below = 2 * most;
        for node in column.iter().rev() {
            height[*node] = height[*node].min(below - 2);
            below = height[*node];
        }
    }
}
