use charter::{Opinion, judge::{Question, Spent}};

fn invented(question: Question) -> Spent {
    Spent { question, opinion: Opinion::May { by: Vec::new() } }
}

fn main() {}
